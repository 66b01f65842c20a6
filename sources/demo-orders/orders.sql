select
  o.ohcono as order_id_1,
  o.ohordn as order_id_2,
  o.ohcono as account_id_1,
  o.ohcuno as account_id_2,
  o.ohordn::text as order_number,
  make_timestamp(
    (o.ohordd + 19000000) / 10000, (o.ohordd + 19000000) / 100 % 100, (o.ohordd + 19000000) % 100,
    o.ohordt / 10000, o.ohordt / 100 % 100, o.ohordt % 100
  ) as placed_at,
  case when o.ohshpd > 0 then make_timestamp(
    (o.ohshpd + 19000000) / 10000, (o.ohshpd + 19000000) / 100 % 100, (o.ohshpd + 19000000) % 100,
    o.ohshpt / 10000, o.ohshpt / 100 % 100, o.ohshpt % 100
  ) end as shipped_at,
  case o.ohstat
    when '10' then 'OPEN' when '20' then 'CONFIRMED' when '25' then 'BACKORDERED' when '45' then 'SHIPPED'
    when '77' then 'CLOSED' when '90' then 'REJECTED' when '99' then 'CANCELLED'
    else o.ohstat::text
  end as status,
  round(o.ohtotc / 100.0, 2) as total,
  rtrim(o.ohcurr) as currency,
  rtrim(o.ohcpon) as customer_reference
from ordlib.ordhdr o
