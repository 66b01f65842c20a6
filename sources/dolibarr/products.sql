-- One company (entity) of several that the product can keep. Doubles are made exact; what people type has few decimals.
select
  p.ref as sku,
  p.label as name,
  (
    select min(c.label)
    from llx_categorie_product l
    join llx_categorie c on c.rowid = l.fk_categorie and c.type = 0
    where l.fk_product = p.rowid
  ) as category,
  cast(p.price as decimal(24, 8)) as list_price,
  cast(p.cost_price as decimal(24, 8)) as standard_cost,
  -- The configuration says EUR; every invoice of the house is in USD, at these prices.
  'USD' as currency,
  p.tosell = 1 as is_active
from llx_product p
where p.entity = 1
