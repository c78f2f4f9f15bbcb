-- Who sent a message, as the axis tells it: compared with who the message says it is from.

alter table interchange_arrivals add column axis_sender text not null default '';
comment on column interchange_arrivals.axis_sender is 'Agency that the axis names as the sender; empty where it names none, or the message did not come over the axis.';
