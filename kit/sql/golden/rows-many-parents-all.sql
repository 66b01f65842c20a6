-- {"keys":"number","plan":{"kind":"rows","columns":["status"],"by":{"column":"account_id","keys":["1","2","2","3"]}}}

-- postgres
select r."status", r."account_id", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = any($1::int4[])
order by r."order_id" asc
limit $2
-- [["1","2","3"],1001]

-- mysql
select r.`status`, r.`account_id`, r.`order_id`
from (
select * from legacy -- all
) r
where r.`account_id` in (?, ?, ?, ?)
order by r.`order_id` asc
limit ?
-- [1,2,3,3,1001]

-- sqlite
select r."status", r."account_id", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" in (?, ?, ?, ?)
order by r."order_id" asc
limit ?
-- [1,2,3,3,1001]
