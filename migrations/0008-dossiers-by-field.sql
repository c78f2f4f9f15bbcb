-- The list of one field, newest first: without it a rare field is looked for through all of history (190 ms in 100,000).
create index dossiers_field on dossiers (office_id, field_code, received_at desc, id);
