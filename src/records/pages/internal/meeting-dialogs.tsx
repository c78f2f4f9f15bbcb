import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatClock } from '../../../calendar/model/clock-time.ts'
import { localDate, minuteOfDay } from '../../../calendar/model/local-time.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText } from '../../../ui/date-text.ts'
import type { MeetingRow, MeetingsData } from '../meetings.tsx'
import { InternalDialog, PeopleBoxes, textIn, typedMoment } from './internal-dialog.tsx'

const calling = {
  title: 'Mời họp',
  intro: 'Phòng đã có cuộc họp vào giờ này thì không đặt được. Người được mời được báo ngay.',
  submitLabel: 'Mời họp',
  work: 'moi-hop',
}
const changing = {
  title: 'Đổi cuộc họp',
  intro: 'Người dự được báo; đổi giờ thì mọi người trả lời lại. Tệp lịch tải lại thay cho tệp cũ.',
  submitLabel: 'Lưu thay đổi',
  work: 'doi-hop',
}
const clockOf = (moment: string) => formatClock(minuteOfDay(new Date(moment)))

const fields = ['subject', 'agenda', 'roomId', 'startsAt', 'endsAt', 'chairId', 'people', 'guests']

/** Calls a meeting, or changes one that was called. */
export function MeetingDialog({
  data,
  row,
  onClose,
}: {
  data: MeetingsData
  row?: MeetingRow
  onClose(): void
}) {
  const [day, setDay] = useState(row ? dateText(localDate(new Date(row.startsAt))) : '')
  const [people, setPeople] = useState<string[]>(row ? row.people.map(({ id }) => id) : [])
  return (
    <InternalDialog
      {...(row ? changing : calling)}
      fields={fields}
      input={(form) => ({
        ...(row ? { id: row.id, sequence: row.sequence } : {}),
        subject: textIn(form, 'subject'),
        agenda: textIn(form, 'agenda'),
        roomId: textIn(form, 'roomId'),
        startsAt: typedMoment(day, textIn(form, 'from')),
        endsAt: typedMoment(day, textIn(form, 'to')),
        chairId: textIn(form, 'chairId'),
        people,
        guests: textIn(form, 'guests'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="subject"
            label="Tên cuộc họp"
            defaultValue={row?.subject}
            error={errorAt('subject')}
            maxLength={200}
            data-autofocus
            required
          />
          <Textarea
            name="agenda"
            label="Nội dung"
            minRows={2}
            autosize
            defaultValue={row?.agenda}
            error={errorAt('agenda')}
          />
          <TimeFields {...{ day, row, errorAt }} onDay={setDay} />
          <PlaceFields {...{ data, row, errorAt }} />
          <PeopleBoxes
            label="Người dự"
            members={data.members}
            chosen={people}
            onChange={setPeople}
            error={errorAt('people')}
          />
          <TextInput
            name="guests"
            label="Khách mời"
            maxLength={2000}
            defaultValue={row?.guests}
            error={errorAt('guests')}
          />
        </>
      )}
    </InternalDialog>
  )
}

interface FieldsProps {
  row: MeetingRow | undefined
  errorAt(field: string): string | undefined
}

function TimeFields({ day, row, errorAt, onDay }: FieldsProps & { day: string; onDay(day: string): void }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <DateField label="Ngày họp" value={day} onValue={onDay} error={errorAt('startsAt')} required />
      <TextInput
        name="from"
        label="Từ giờ"
        placeholder="08:00"
        defaultValue={row && clockOf(row.startsAt)}
        error={errorAt('startsAt') ? ' ' : undefined}
      />
      <TextInput
        name="to"
        label="Đến giờ"
        placeholder="09:30"
        defaultValue={row && clockOf(row.endsAt)}
        error={errorAt('endsAt')}
      />
    </SimpleGrid>
  )
}

function PlaceFields({ data, row, errorAt }: FieldsProps & { data: MeetingsData }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        name="roomId"
        defaultValue={row?.roomId}
        label="Phòng họp"
        error={errorAt('roomId')}
        data={data.rooms.map(({ id, name, seats }) => ({ value: id, label: `${name} (${seats} chỗ)` }))}
      />
      <NativeSelect
        name="chairId"
        defaultValue={row?.chairId}
        label="Chủ trì"
        error={errorAt('chairId')}
        data={data.members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` }))}
      />
    </SimpleGrid>
  )
}

export function RoomDialog({ onClose }: { onClose(): void }) {
  return (
    <InternalDialog
      title="Thêm phòng họp"
      intro="Phòng họp mới đặt được ngay."
      submitLabel="Thêm phòng họp"
      work="them-phong"
      fields={['name', 'seats']}
      input={(form) => ({ name: textIn(form, 'name'), seats: Number(textIn(form, 'seats')) })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput name="name" label="Tên phòng" error={errorAt('name')} data-autofocus required />
          <TextInput name="seats" label="Số chỗ" inputMode="numeric" error={errorAt('seats')} required />
        </>
      )}
    </InternalDialog>
  )
}

export function CancelDialog({ row, onClose }: { row: MeetingRow; onClose(): void }) {
  return (
    <InternalDialog
      title={`Hủy họp: ${row.subject}`}
      intro="Phòng được trả lại; tệp lịch tải lại sẽ báo hủy."
      submitLabel="Hủy họp"
      danger
      work="huy-hop"
      fields={['reason']}
      input={(form) => ({ id: row.id, sequence: row.sequence, reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <Textarea
          name="reason"
          label="Lý do"
          minRows={2}
          autosize
          error={errorAt('reason')}
          data-autofocus
          required
        />
      )}
    </InternalDialog>
  )
}

export function ReplyDialog({ row, onClose }: { row: MeetingRow; onClose(): void }) {
  return (
    <InternalDialog
      title={`Trả lời: ${row.subject}`}
      intro="Người mời thấy ngay câu trả lời."
      submitLabel="Trả lời"
      work="tra-loi-hop"
      fields={['answer', 'words']}
      input={(form) => ({ id: row.id, answer: textIn(form, 'answer'), words: textIn(form, 'words') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="answer"
            label="Tôi"
            data={[
              { value: 'comes', label: 'Sẽ dự' },
              { value: 'absent', label: 'Vắng' },
            ]}
          />
          <Textarea
            name="words"
            label="Lý do"
            description="Phải ghi khi vắng"
            minRows={2}
            autosize
            error={errorAt('words')}
          />
        </>
      )}
    </InternalDialog>
  )
}
