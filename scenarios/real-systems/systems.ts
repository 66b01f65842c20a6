/** The systems on MariaDB; the fifth, AdventureWorks, has a folder of its own. */
export const realSystems = ['suitecrm', 'osticket', 'mautic', 'dolibarr'] as const;
export type RealSystem = (typeof realSystems)[number];

/**
 * Tables that the mappings read, of 222, 72, 109 and 392. The reader may read no other: the same databases hold password
 * hashes, tokens and letters that the hub has no business with.
 */
export const mappedTables: Readonly<Record<RealSystem, readonly string[]>> = {
  suitecrm: [
    'accounts',
    'accounts_contacts',
    'accounts_opportunities',
    'aos_products_quotes',
    'aos_quotes',
    'calls',
    'contacts',
    'currencies',
    'email_addr_bean_rel',
    'email_addresses',
    'leads',
    'meetings',
    'opportunities',
    'tasks',
  ],
  osticket: [
    'ost_form',
    'ost_form_entry',
    'ost_form_entry_values',
    'ost_form_field',
    'ost_organization',
    'ost_thread',
    'ost_thread_entry',
    'ost_ticket',
    'ost_ticket_priority',
    'ost_ticket_status',
    'ost_user',
    'ost_user_email',
  ],
  mautic: [
    'campaign_events',
    'campaigns',
    'companies',
    'email_stats',
    'form_results_3_contactreq',
    'form_submissions',
    'forms',
    'lead_donotcontact',
    'lead_tags',
    'lead_utmtags',
    'leads',
    'page_hits',
  ],
  dolibarr: [
    'llx_c_country',
    'llx_c_departements',
    'llx_c_paiement',
    'llx_c_typent',
    'llx_categorie',
    'llx_categorie_product',
    'llx_entrepot',
    'llx_facture',
    'llx_paiement',
    'llx_paiement_facture',
    'llx_product',
    'llx_product_fournisseur_price',
    'llx_product_stock',
    'llx_societe',
    'llx_societe_remise_except',
    'llx_socpeople',
  ],
};

/** Tables of which the reader sees some columns: those of people who work here hold password hashes. */
export const mappedColumns: Readonly<Record<RealSystem, Readonly<Record<string, readonly string[]>>>> = {
  suitecrm: {
    users: ['id', 'first_name', 'last_name', 'status', 'employee_status', 'date_modified', 'deleted'],
  },
  osticket: { ost_staff: ['staff_id', 'firstname', 'lastname'] },
  mautic: {},
  dolibarr: {},
};
