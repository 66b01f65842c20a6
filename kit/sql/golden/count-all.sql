-- {"keys":"number","plan":{"kind":"count"}}

-- postgres
select count(*) as hub_count
from (
select * from legacy -- all
) r
limit $1
-- [1001]

-- mysql
select count(*) as hub_count
from (
select * from legacy -- all
) r
limit ?
-- [1001]

-- sqlite
select count(*) as hub_count
from (
select * from legacy -- all
) r
limit ?
-- [1001]
