-- {"keys":"composite","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["1~A","2~B%7E","3"]},"first":3}}

-- postgres
select c.*
from unnest($1::int4[], $2::varchar[]) with ordinality as p(k1, k2, n)
cross join lateral (
select r."total", r."account_id_1", r."account_id_2", r."order_id_1", r."order_id_2"
from (
select * from legacy -- all
) r
where r."account_id_1" = p.k1
  and r."account_id_2" = p.k2
order by (r."order_id_1"::text || '~' || replace(replace(r."order_id_2"::text, '%', '%25'), '~', '%7E')) collate "C" asc
limit $3
) c
order by p.n, (c."order_id_1"::text || '~' || replace(replace(c."order_id_2"::text, '%', '%25'), '~', '%7E')) collate "C" asc
limit $4
-- [["1","2"],["A","B~"],3,1001]

-- mysql
select r.`total`, r.`account_id_1`, r.`account_id_2`, r.`order_id_1`, r.`order_id_2` from (
select r.`total`, r.`account_id_1`, r.`account_id_2`, r.`order_id_1`, r.`order_id_2`, row_number() over (partition by r.`account_id_1`, r.`account_id_2` order by cast(concat(replace(replace(convert(r.`order_id_1` using utf8mb4), '%', '%25'), '~', '%7E'), '~', replace(replace(convert(r.`order_id_2` using utf8mb4), '%', '%25'), '~', '%7E')) as binary) asc) as hub_rank
from (
select * from legacy -- all
) r
where (r.`account_id_1`, r.`account_id_2`) in ((?, ?), (?, ?))
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,"A",2,"B~",3,1001]

-- sqlite
select r."total", r."account_id_1", r."account_id_2", r."order_id_1", r."order_id_2" from (
select r."total", r."account_id_1", r."account_id_2", r."order_id_1", r."order_id_2", row_number() over (partition by r."account_id_1", r."account_id_2" order by (replace(replace(r."order_id_1", '%', '%25'), '~', '%7E') || '~' || replace(replace(r."order_id_2", '%', '%25'), '~', '%7E')) asc) as hub_rank
from (
select * from legacy -- all
) r
where (r."account_id_1", r."account_id_2") in (values (?, ?), (?, ?))
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,"A",2,"B~",3,1001]
