-- {"keys":"composite","plan":{"kind":"rows","columns":["total"],"first":5,"after":{"system":"shop","raw":["7~B"],"decoded":["7~B"]}}}

-- postgres
select r."total", r."order_id_1", r."order_id_2"
from (
select * from legacy -- all
) r
where (r."order_id_1"::text || '~' || replace(replace(r."order_id_2"::text, '%', '%25'), '~', '%7E')) collate "C" > $1::text
order by (r."order_id_1"::text || '~' || replace(replace(r."order_id_2"::text, '%', '%25'), '~', '%7E')) collate "C" asc
limit $2
-- ["7~B",5]

-- mysql
select r.`total`, r.`order_id_1`, r.`order_id_2`
from (
select * from legacy -- all
) r
where cast(concat(replace(replace(convert(r.`order_id_1` using utf8mb4), '%', '%25'), '~', '%7E'), '~', replace(replace(convert(r.`order_id_2` using utf8mb4), '%', '%25'), '~', '%7E')) as binary) > cast(? as binary)
order by cast(concat(replace(replace(convert(r.`order_id_1` using utf8mb4), '%', '%25'), '~', '%7E'), '~', replace(replace(convert(r.`order_id_2` using utf8mb4), '%', '%25'), '~', '%7E')) as binary) asc
limit ?
-- ["7~B",5]

-- sqlite
select r."total", r."order_id_1", r."order_id_2"
from (
select * from legacy -- all
) r
where (replace(replace(r."order_id_1", '%', '%25'), '~', '%7E') || '~' || replace(replace(r."order_id_2", '%', '%25'), '~', '%7E')) > ?
order by (replace(replace(r."order_id_1", '%', '%25'), '~', '%7E') || '~' || replace(replace(r."order_id_2", '%', '%25'), '~', '%7E')) asc
limit ?
-- ["7~B",5]
