create index on contacts (updated_at);
create index on form_submissions (contact_id, submitted_at);
create index on form_submissions (campaign_id);
create index on sends (contact_id, sent_at);
create index on sends (campaign_id);
create index on subscription_log (contact_id, medium, changed_at);
create index on page_views (contact_id, ts);
