-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["abc","99999999999","007"]}}}

-- postgres
-- nothing can match: no statement

-- mysql
-- nothing can match: no statement

-- sqlite
select r."total", r."account_id", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" in (?)
order by r."order_id" asc
limit ?
-- [99999999999,1001]
