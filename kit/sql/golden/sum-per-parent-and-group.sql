-- {"keys":"number","plan":{"kind":"sum","by":{"column":"account_id","keys":["1","2"]},"sum":"total","groupBy":["status"],"where":[{"column":"closed_at","op":"isNull"}]}}

-- postgres
select r."account_id", r."status", sum(r."total") as hub_sum, count(*) as hub_count
from (
select * from legacy -- all
) r
where r."account_id" = any($1::int4[])
  and (r."closed_at" is null)
group by r."account_id", r."status"
limit $2
-- [["1","2"],1001]

-- mysql
select r.`account_id`, r.`status`, sum(r.`total`) as hub_sum, count(*) as hub_count
from (
select * from legacy -- all
) r
where r.`account_id` in (?, ?)
  and (r.`closed_at` is null)
group by r.`account_id`, r.`status`
limit ?
-- [1,2,1001]

-- sqlite
select r."account_id", r."status", sum(r."total") as hub_sum, count(*) as hub_count
from (
select * from legacy -- all
) r
where r."account_id" in (?, ?)
  and (r."closed_at" is null)
group by r."account_id", r."status"
limit ?
-- [1,2,1001]
