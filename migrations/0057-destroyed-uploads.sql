-- What was uploaded into a work file alone is deleted with it when it is destroyed; that it lay there stays known.

alter table work_file_documents
  add column destroyed_at timestamptz,
  drop constraint work_file_documents_check,
  drop constraint work_file_documents_check1,
  add constraint work_file_documents_file check ((kind = 'file') = (file_id is not null or destroyed_at is not null)),
  add constraint work_file_documents_described check (kind <> 'file'
    or ((file_id is null or file_id = document_id) and title <> '' and dated_on is not null)),
  add constraint work_file_documents_destroyed check (destroyed_at is null or (file_id is null and removed_at is not null));
comment on column work_file_documents.destroyed_at is 'When the uploaded file that this pointed to was deleted, because the work file was destroyed.';

alter table work_file_destruction_items add column removed_files jsonb;
comment on column work_file_destruction_items.removed_files is 'Uploads that were deleted with the file: name, size in bytes, SHA-256, and whether the same content is kept elsewhere.';
