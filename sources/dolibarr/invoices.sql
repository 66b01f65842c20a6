-- Credit notes (type 2) are negative invoices; pro forma ones (type 4) bill nothing. What is still to be paid is in no
-- column: payments and credits that were set against the invoice come off the total.
select
  f.rowid as invoice_id,
  'thirdparty' as account_id_1,
  f.fk_soc as account_id_2,
  f.facnumber as invoice_number,
  f.datef as issued_on,
  f.date_lim_reglement as due_on,
  case f.fk_statut
    when 0 then 'DRAFT'
    when 1 then if(exists (select 1 from llx_paiement_facture p where p.fk_facture = f.rowid), 'PARTLY_PAID', 'OPEN')
    when 2 then 'PAID'
    when 3 then 'CANCELLED'
    else 'UNKNOWN'
  end as status,
  cast(f.total_ttc as decimal(24, 8)) as total,
  if(
    f.fk_statut = 1,
    cast(f.total_ttc as decimal(24, 8))
      - coalesce((
        select sum(cast(p.amount as decimal(24, 8)))
        from llx_paiement_facture p
        where p.fk_facture = f.rowid
      ), 0)
      - coalesce((
        select sum(cast(r.amount_ttc as decimal(24, 8)))
        from llx_societe_remise_except r
        where r.fk_facture = f.rowid
      ), 0),
    0
  ) as balance,
  -- Invoices from before several currencies were switched on are in the one of the house.
  coalesce(f.multicurrency_code, 'EUR') as currency
from llx_facture f
where f.type <> 4 and f.entity = 1
