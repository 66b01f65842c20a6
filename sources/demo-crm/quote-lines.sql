select
  l."QuoteId" as quote_id,
  l."SortOrder" as line_no,
  l."ProductCode" as sku,
  l."Description" as description,
  l."Quantity" as quantity,
  l."ListPrice" as unit_price,
  round(l."Discount" / 100, 4) as discount,
  l."TotalPrice" as line_total,
  l."CurrencyIsoCode" as currency
from cloudcrm."QuoteLineItem" l
