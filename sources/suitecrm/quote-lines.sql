select
  l.parent_id as quote_id,
  l.number as line_no,
  nullif(l.part_number, '') as sku,
  l.name as description,
  l.product_qty as quantity,
  l.product_list_price as unit_price,
  -- Kept as a percentage or as an amount, as the seller chose; both prices tell it either way.
  round(1 - l.product_unit_price / nullif(l.product_list_price, 0), 6) as discount,
  l.product_total_price as line_total,
  coalesce(c.iso4217, if(l.currency_id = '-99', 'USD', null)) as currency
from aos_products_quotes l
left join currencies c on c.id = l.currency_id and c.deleted = 0
where l.parent_type = 'AOS_Quotes' and l.deleted = 0
