-- {"keys":"composite","plan":{"kind":"count","by":{"column":"account_id","keys":["1~A","2~B"]}},"restrictions":[{"column":"status","op":"in","values":["PAID"]}]}

-- postgres
select r."account_id_1", r."account_id_2", count(*) as hub_count
from (
select * from legacy -- all
) r
where (r."account_id_1", r."account_id_2") in (select * from unnest($1::int4[], $2::varchar[]))
  and r."status" = $3::varchar
group by r."account_id_1", r."account_id_2"
limit $4
-- [["1","2"],["A","B"],"PAID",1001]

-- mysql
select r.`account_id_1`, r.`account_id_2`, count(*) as hub_count
from (
select * from legacy -- all
) r
where (r.`account_id_1`, r.`account_id_2`) in ((?, ?), (?, ?))
  and r.`status` in (?)
group by r.`account_id_1`, r.`account_id_2`
limit ?
-- [1,"A",2,"B","PAID",1001]

-- sqlite
select r."account_id_1", r."account_id_2", count(*) as hub_count
from (
select * from legacy -- all
) r
where (r."account_id_1", r."account_id_2") in (values (?, ?), (?, ?))
  and r."status" in (?)
group by r."account_id_1", r."account_id_2"
limit ?
-- [1,"A",2,"B","PAID",1001]
