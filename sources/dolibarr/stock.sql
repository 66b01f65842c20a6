select
  p.ref as sku,
  w.ref as location,
  cast(s.reel as decimal(24, 8)) as quantity,
  s.tms as counted_at
from llx_product_stock s
join llx_product p on p.rowid = s.fk_product and p.entity = 1
join llx_entrepot w on w.rowid = s.fk_entrepot and w.entity = 1
