-- {"keys":"text","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["C-1","C-2"]},"order":[{"column":"closed_at","direction":"desc"}],"first":3}}

-- postgres
select c.*
from unnest($1::varchar[]) with ordinality as p(k1, n)
cross join lateral (
select r."total", r."account_id", r."closed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = p.k1
order by r."closed_at" desc nulls last, r."order_id" collate "C" asc
limit $2
) c
order by p.n, c."closed_at" desc nulls last, c."order_id" collate "C" asc
limit $3
-- [["C-1","C-2"],3,1001]

-- mysql
select r.`total`, r.`account_id`, r.`closed_at`, r.`order_id` from (
select r.`total`, r.`account_id`, r.`closed_at`, r.`order_id`, row_number() over (partition by r.`account_id` order by r.`closed_at` is null, r.`closed_at` desc, cast(convert(r.`order_id` using utf8mb4) as binary) asc) as hub_rank
from (
select * from legacy -- all
) r
where r.`account_id` in (?, ?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- ["C-1","C-2",3,1001]

-- sqlite
select r."total", r."account_id", r."closed_at", r."order_id" from (
select r."total", r."account_id", r."closed_at", r."order_id", row_number() over (partition by r."account_id" order by r."closed_at" desc nulls last, r."order_id" collate binary asc) as hub_rank
from (
select * from legacy -- all
) r
where r."account_id" in (?, ?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- ["C-1","C-2",3,1001]
