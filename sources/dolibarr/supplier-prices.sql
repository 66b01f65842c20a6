-- Of several prices of a vendor for one product, the one for the smallest quantity.
select
  p.ref as sku,
  f.fk_soc as vendor_id,
  cast(f.unitprice as decimal(24, 8)) as price,
  coalesce(f.multicurrency_code, 'USD') as currency,
  f.delivery_time_days as lead_time_days
from llx_product_fournisseur_price f
join llx_product p on p.rowid = f.fk_product and p.entity = 1
where f.entity = 1
  and not exists (
    select 1
    from llx_product_fournisseur_price g
    where g.fk_product = f.fk_product and g.fk_soc = f.fk_soc and g.entity = f.entity
      and (g.quantity < f.quantity or (g.quantity = f.quantity and g.rowid < f.rowid))
  )
