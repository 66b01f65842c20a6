select
  l.odcono as order_id_1,
  l.odordn as order_id_2,
  l.odline as line_no,
  rtrim(l.oditem) as sku,
  rtrim(l.oddesc) as description,
  l.odqtyo as quantity,
  round(l.odprcc / 100.0, 2) as unit_price,
  -- hundredths of a percent
  round(l.oddscp / 10000.0, 4) as discount,
  round(l.odextc / 100.0, 2) as line_total,
  (select rtrim(o.ohcurr) from ordlib.ordhdr o where o.ohcono = l.odcono and o.ohordn = l.odordn) as currency
from ordlib.orddtl l
