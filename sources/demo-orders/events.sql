select
  'order ' || o.ohordn as event_id,
  o.ohcono as account_id_1,
  o.ohcuno as account_id_2,
  make_timestamp(
    (o.ohordd + 19000000) / 10000, (o.ohordd + 19000000) / 100 % 100, (o.ohordd + 19000000) % 100,
    o.ohordt / 10000, o.ohordt / 100 % 100, o.ohordt % 100
  ) as occurred_at,
  'ORDER_PLACED' as kind,
  'Order ' || o.ohordn as title
from ordlib.ordhdr o
union all
select
  'shipped ' || o.ohordn,
  o.ohcono,
  o.ohcuno,
  make_timestamp(
    (o.ohshpd + 19000000) / 10000, (o.ohshpd + 19000000) / 100 % 100, (o.ohshpd + 19000000) % 100,
    o.ohshpt / 10000, o.ohshpt / 100 % 100, o.ohshpt % 100
  ),
  'ORDER_SHIPPED',
  'Order ' || o.ohordn || ' left the house'
from ordlib.ordhdr o
where o.ohshpd > 0
