-- Marketing cloud (2016, Pacific time): uuid keys, one jsonb of properties per contact that every form extends, lower-case
-- states, one row per mail with a column per reaction.
create table contacts (
  id uuid not null,
  properties jsonb not null,
  created_at timestamp not null,
  updated_at timestamp not null,
  archived boolean not null
);

create table campaigns (
  id uuid not null,
  name text not null,
  type text not null,
  starts date not null,
  ends date not null,
  budget jsonb not null,           -- {"planned": 38000, "spent": 36120.5, "currency": "USD"}
  archived boolean not null default false
);

create table form_submissions (
  id uuid not null,
  contact_id uuid not null,
  campaign_id uuid,
  lifecycle text not null,
  payload jsonb not null,          -- {"source": ..., "interest": ...}
  submitted_at timestamp not null
);

create table sends (
  id bigint not null,
  contact_id uuid not null,
  campaign_id uuid not null,
  medium text not null,
  sent_at timestamp not null,
  opened_at timestamp,
  clicked_at timestamp,
  replied_at timestamp,
  bounced_at timestamp,
  unsubscribed_at timestamp
);

create table subscription_log (    -- every change, the latest counts
  id bigint not null,
  contact_id uuid not null,
  medium text not null,
  subscribed boolean not null,
  changed_at timestamp not null,
  via text not null
);

create table page_views (
  id bigint not null,
  contact_id uuid not null,        -- resolved visitors only; no constraint, the tracker writes first
  ts timestamp not null,
  url text not null,
  utm jsonb not null,
  dwell_ms integer not null
);
