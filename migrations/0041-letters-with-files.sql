-- Issued documents are sent by e-mail with the signed file.

alter table messages add column attachments jsonb not null default '[]';
comment on column messages.attachments is 'Files that go with an e-mail, by the digest of their content: sha256, name, mediaType.';

alter table outgoing_sendings add column message_id uuid;
comment on column outgoing_sendings.message_id is 'The e-mail by which the program itself sent it; null where it was sent otherwise.';
