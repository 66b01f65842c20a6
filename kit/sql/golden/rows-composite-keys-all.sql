-- {"keys":"composite","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["1~A","2~B"]}}}

-- postgres
select r."total", r."account_id_1", r."account_id_2", r."order_id_1", r."order_id_2"
from (
select * from legacy -- all
) r
where (r."account_id_1", r."account_id_2") in (select * from unnest($1::int4[], $2::varchar[]))
order by (r."order_id_1"::text || '~' || replace(replace(r."order_id_2"::text, '%', '%25'), '~', '%7E')) collate "C" asc
limit $3
-- [["1","2"],["A","B"],1001]

-- mysql
select r.`total`, r.`account_id_1`, r.`account_id_2`, r.`order_id_1`, r.`order_id_2`
from (
select * from legacy -- all
) r
where (r.`account_id_1`, r.`account_id_2`) in ((?, ?), (?, ?))
order by cast(concat(replace(replace(convert(r.`order_id_1` using utf8mb4), '%', '%25'), '~', '%7E'), '~', replace(replace(convert(r.`order_id_2` using utf8mb4), '%', '%25'), '~', '%7E')) as binary) asc
limit ?
-- [1,"A",2,"B",1001]

-- sqlite
select r."total", r."account_id_1", r."account_id_2", r."order_id_1", r."order_id_2"
from (
select * from legacy -- all
) r
where (r."account_id_1", r."account_id_2") in (values (?, ?), (?, ?))
order by (replace(replace(r."order_id_1", '%', '%25'), '~', '%7E') || '~' || replace(replace(r."order_id_2", '%', '%25'), '~', '%7E')) asc
limit ?
-- [1,"A",2,"B",1001]
