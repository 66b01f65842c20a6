-- {"keys":"text","plan":{"kind":"rows","columns":["total"],"order":[{"column":"status","direction":"asc"},{"column":"closed_at","direction":"desc"}],"first":5,"after":{"system":"shop","raw":["OPEN","2024-03-01 10:00:00","O-7"],"decoded":["OPEN","2024-03-01T09:00:00Z","O-7"]}}}

-- postgres
select r."total", r."status", r."closed_at", r."order_id"
from (
select * from legacy -- all
) r
where (r."status" collate "C" > $1::varchar or r."status" collate "C" is null or (r."status" collate "C" = $2::varchar and (r."closed_at" < $3::timestamp or r."closed_at" is null or (r."closed_at" = $4::timestamp and r."order_id" collate "C" > $5::varchar))))
order by r."status" collate "C" asc nulls last, r."closed_at" desc nulls last, r."order_id" collate "C" asc
limit $6
-- ["OPEN","OPEN","2024-03-01 10:00:00","2024-03-01 10:00:00","O-7",5]

-- mysql
select r.`total`, r.`status`, r.`closed_at`, r.`order_id`
from (
select * from legacy -- all
) r
where (cast(convert(r.`status` using utf8mb4) as binary) > cast(? as binary) or cast(convert(r.`status` using utf8mb4) as binary) is null or (cast(convert(r.`status` using utf8mb4) as binary) = cast(? as binary) and (r.`closed_at` < ? or r.`closed_at` is null or (r.`closed_at` = ? and cast(convert(r.`order_id` using utf8mb4) as binary) > cast(? as binary)))))
order by cast(convert(r.`status` using utf8mb4) as binary) is null, cast(convert(r.`status` using utf8mb4) as binary) asc, r.`closed_at` is null, r.`closed_at` desc, cast(convert(r.`order_id` using utf8mb4) as binary) asc
limit ?
-- ["OPEN","OPEN","2024-03-01 10:00:00","2024-03-01 10:00:00","O-7",5]

-- sqlite
select r."total", r."status", r."closed_at", r."order_id"
from (
select * from legacy -- all
) r
where (r."status" collate binary > ? or r."status" collate binary is null or (r."status" collate binary = ? and (r."closed_at" < ? or r."closed_at" is null or (r."closed_at" = ? and r."order_id" collate binary > ?))))
order by r."status" collate binary asc nulls last, r."closed_at" desc nulls last, r."order_id" collate binary asc
limit ?
-- ["OPEN","OPEN","2024-03-01 10:00:00","2024-03-01 10:00:00","O-7",5]
