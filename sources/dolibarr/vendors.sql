-- Vendors are third parties with a flag.
select
  s.rowid as vendor_id,
  s.nom as name,
  s.status = 1 as is_active
from llx_societe s
where s.fournisseur = 1 and s.entity = 1
