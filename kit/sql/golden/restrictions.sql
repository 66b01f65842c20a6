-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["1","2"]},"first":2},"restrictions":[{"column":"status","op":"in","values":["PAID"]}]}

-- postgres
select c.*
from unnest($1::int4[]) with ordinality as p(k1, n)
cross join lateral (
select r."total", r."account_id", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = p.k1
  and r."status" = $2::varchar
order by r."order_id" asc
limit $3
) c
order by p.n, c."order_id" asc
limit $4
-- [["1","2"],"PAID",2,1001]

-- mysql
select r.`total`, r.`account_id`, r.`order_id` from (
select r.`total`, r.`account_id`, r.`order_id`, row_number() over (partition by r.`account_id` order by r.`order_id` asc) as hub_rank
from (
select * from legacy -- all
) r
where r.`account_id` in (?, ?)
  and r.`status` in (?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,2,"PAID",2,1001]

-- sqlite
select r."total", r."account_id", r."order_id" from (
select r."total", r."account_id", r."order_id", row_number() over (partition by r."account_id" order by r."order_id" asc) as hub_rank
from (
select * from legacy -- all
) r
where r."account_id" in (?, ?)
  and r."status" in (?)
) r
where r.hub_rank <= ?
order by r.hub_rank
limit ?
-- [1,2,"PAID",2,1001]
