select
  v.businessentityid as vendor_id,
  v.name,
  v.activeflag as is_active
from purchasing.vendor v
