-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"order":[{"column":"placed_at","direction":"desc"}],"first":5,"after":{"system":"zoo","raw":["2024-03-01 09:00:00+00","x"],"decoded":["2024-03-01T09:00:00Z","x"]}}}

-- postgres
select r."total", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."placed_at" < $1::timestamp
order by r."placed_at" desc, r."order_id" asc
limit $2
-- ["2024-03-01 10:00:00",5]

-- mysql
select r.`total`, r.`placed_at`, r.`order_id`
from (
select * from legacy -- all
) r
where r.`placed_at` < ?
order by r.`placed_at` desc, r.`order_id` asc
limit ?
-- ["2024-03-01 10:00:00",5]

-- sqlite
select r."total", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."placed_at" < ?
order by r."placed_at" desc, r."order_id" asc
limit ?
-- ["2024-03-01 10:00:00",5]
