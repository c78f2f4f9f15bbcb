-- An officer's own incoming documents come from an index in order, the newest first: those given to them, and those that
-- somebody of their unit leads. Before, the moment of each of thousands was looked up to put them in order.

-- The same index as migrations/0059 made, and unique by its three columns, so that a recipient's moment is the document's.
drop index incoming_documents_moment;
create unique index incoming_documents_moment on incoming_documents (office_id, id, registered_at);

alter table incoming_recipients add column registered_at timestamptz;
-- An owner that is no superuser is held by the wall as everybody is: it is taken down for the time of the update.
alter table incoming_documents no force row level security;
alter table incoming_recipients no force row level security;
update incoming_recipients r set registered_at = d.registered_at
  from incoming_documents d where d.office_id = r.office_id and d.id = r.incoming_id;
alter table incoming_recipients alter column registered_at set not null;
alter table incoming_recipients drop constraint incoming_recipients_office_id_incoming_id_fkey;
alter table incoming_recipients add foreign key (office_id, incoming_id, registered_at)
  references incoming_documents (office_id, id, registered_at);
alter table incoming_recipients force row level security;
alter table incoming_documents force row level security;
comment on column incoming_recipients.registered_at is 'That of the document, by which a search of somebody''s own documents is in order.';

drop index incoming_recipients_staff;
create index incoming_recipients_staff on incoming_recipients (office_id, staff_id, registered_at desc, incoming_id);
drop index incoming_documents_led;
create index incoming_documents_led on incoming_documents (office_id, lead_id, registered_at desc, id) where lead_id is not null;
