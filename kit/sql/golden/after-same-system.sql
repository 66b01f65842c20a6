-- {"keys":"number","plan":{"kind":"rows","columns":["total"],"by":{"column":"account_id","keys":["1"]},"order":[{"column":"placed_at","direction":"desc"}],"first":5,"after":{"system":"shop","raw":["2024-03-01 10:00:00","77"],"decoded":["2024-03-01T09:00:00Z","77"]}}}

-- postgres
select r."total", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" = $1::int4
  and r."placed_at" <= $2::timestamp and (r."placed_at" < $3::timestamp or (r."placed_at" = $4::timestamp and r."order_id" > $5::int4))
order by r."placed_at" desc, r."order_id" asc
limit $6
-- ["1","2024-03-01 10:00:00","2024-03-01 10:00:00","2024-03-01 10:00:00","77",5]

-- mysql
select r.`total`, r.`account_id`, r.`placed_at`, r.`order_id`
from (
select * from legacy -- all
) r
where r.`account_id` in (?)
  and r.`placed_at` <= ? and (r.`placed_at` < ? or (r.`placed_at` = ? and r.`order_id` > ?))
order by r.`placed_at` desc, r.`order_id` asc
limit ?
-- [1,"2024-03-01 10:00:00","2024-03-01 10:00:00","2024-03-01 10:00:00",77,5]

-- sqlite
select r."total", r."account_id", r."placed_at", r."order_id"
from (
select * from legacy -- all
) r
where r."account_id" in (?)
  and r."placed_at" <= ? and (r."placed_at" < ? or (r."placed_at" = ? and r."order_id" > ?))
order by r."placed_at" desc, r."order_id" asc
limit ?
-- [1,"2024-03-01 10:00:00","2024-03-01 10:00:00","2024-03-01 10:00:00",77,5]
