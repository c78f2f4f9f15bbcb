import { Group, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatClock, formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate, minuteOfDay } from '../../calendar/model/local-time.ts'
import { tidyClock } from '../../calendar/pages/read-hours.ts'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import type { DossierView } from '../queries/dossier-view.ts'
import { ActionDialog, type DialogProps, type ErrorAt, textOf } from './action-dialog.tsx'

const fields = ['reasonCode', 'reason', 'newDate', 'newTime']

/** The proposal that is open, drafted by the program or proposed by an officer. */
function openExtension({ apology }: DossierView) {
  return apology.extensions.find(({ state }) => state === 'draft' || state === 'proposed')
}

export function ProposeExtensionDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="proposeExtension"
      intro={`Đang hẹn trả lúc ${formatShortMoment(props.dossier.dueAt)}. Lãnh đạo quyết định; khi đồng ý, văn bản xin lỗi (Mẫu số 04) được cấp số để in và gửi công dân.`}
      submitLabel="Trình lãnh đạo"
      fields={fields}
      toInput={apologyInput}
    >
      {(errorAt) => <ApologyFields dossier={props.dossier} errorAt={errorAt} />}
    </ActionDialog>
  )
}

export function ReappointDialog(props: DialogProps) {
  const { reappointMax } = props.dossier.apology
  return (
    <ActionDialog
      {...props}
      action="reappoint"
      intro={`Quy định cho phép hẹn lại ${reappointMax} lần và hồ sơ đã hẹn đủ. Hẹn thêm là trách nhiệm của lãnh đạo: phải có lý do riêng và được đánh dấu trong thống kê.`}
      submitLabel="Hẹn lại, lập văn bản xin lỗi"
      danger
      fields={[...fields, 'repeatReason']}
      toInput={(form) => ({ ...apologyInput(form), repeatReason: textOf(form, 'repeatReason') })}
    >
      {(errorAt) => (
        <>
          <ApologyFields dossier={props.dossier} errorAt={errorAt} />
          <RepeatReason error={errorAt('repeatReason')} />
        </>
      )}
    </ActionDialog>
  )
}

export function DecideExtensionDialog(props: DialogProps) {
  const { dossier } = props
  const proposal = openExtension(dossier)
  const granted = dossier.apology.extensions.filter(({ state }) => state === 'granted').length
  const isBeyond = granted >= dossier.apology.reappointMax
  return (
    <ActionDialog
      {...props}
      action="decideExtension"
      intro="Đồng ý thì văn bản xin lỗi (Mẫu số 04) mang tên bạn được cấp số, ngày hẹn trả đổi và công dân thấy ngay khi tra cứu. Ngày hẹn ban đầu vẫn giữ để thống kê."
      submitLabel="Ghi quyết định"
      fields={['accept', 'note', 'repeatReason']}
      toInput={(form) => ({
        accept: form.has('accept') ? form.get('accept') === 'yes' : undefined,
        note: textOf(form, 'note'),
        ...(isBeyond ? { repeatReason: textOf(form, 'repeatReason') } : {}),
      })}
    >
      {(errorAt) => (
        <>
          {proposal ? <Proposal proposal={proposal} /> : null}
          <Radio.Group name="accept" label="Quyết định" error={errorAt('accept')} required>
            <Stack gap="xs" mt="xs">
              <Radio value="yes" label="Đồng ý xin lỗi và hẹn lại" data-autofocus />
              <Radio value="no" label="Không đồng ý, giữ ngày đã hẹn" />
            </Stack>
          </Radio.Group>
          <Textarea
            name="note"
            label="Ghi chú"
            description="Không đồng ý thì ghi vì sao."
            error={errorAt('note')}
            autosize
            minRows={2}
            maxLength={1000}
          />
          {isBeyond ? <RepeatReason error={errorAt('repeatReason')} /> : null}
        </>
      )}
    </ActionDialog>
  )
}

function Proposal({ proposal }: { proposal: DossierView['apology']['extensions'][number] }) {
  return (
    <Stack gap={4}>
      <Text size="sm">
        Đang hẹn trả: <strong>{formatShortMoment(proposal.dueBefore)}</strong>
      </Text>
      {proposal.proposedDueAt ? (
        <Text size="sm">
          Đề nghị hẹn lại: <strong>{formatShortMoment(proposal.proposedDueAt)}</strong>
        </Text>
      ) : null}
      <Text size="sm">
        Nguyên nhân: {proposal.publicReason}. {proposal.reason}
      </Text>
      <Text size="sm">Người đề nghị: {proposal.proposedByName}</Text>
    </Stack>
  )
}

function ApologyFields({ dossier, errorAt }: { dossier: DossierView; errorAt: ErrorAt }) {
  const draft = openExtension(dossier)
  const proposed = draft?.proposedDueAt ?? null
  const [date, setDate] = useState(proposed ? formatDate(localDate(proposed)) : '')
  const [time, setTime] = useState(proposed ? formatClock(minuteOfDay(proposed)) : '')
  return (
    <>
      <NativeSelect
        name="reasonCode"
        label="Nguyên nhân chậm"
        description="Nguyên nhân được công khai cho công dân."
        error={errorAt('reasonCode')}
        defaultValue={draft?.reasonCode}
        data={[
          { value: '', label: 'Chọn nguyên nhân' },
          ...dossier.apology.reasons.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        required
        data-autofocus
      />
      <Textarea
        name="reason"
        label="Lý do cụ thể"
        description="In trên văn bản xin lỗi gửi người nộp."
        error={errorAt('reason')}
        defaultValue={draft?.reason}
        required
        autosize
        minRows={2}
        maxLength={2000}
      />
      <Group align="start" gap="sm">
        <DateField
          name="newDate"
          label="Hẹn lại ngày"
          description="Để trống thì phần mềm tính."
          value={date}
          onValue={setDate}
          error={errorAt('newDate')}
        />
        <TextInput
          name="newTime"
          label="Lúc"
          description="Để trống: cuối giờ."
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
          onBlur={() => setTime(tidyClock(time))}
          error={errorAt('newTime')}
          placeholder="09:00"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          w="9rem"
        />
      </Group>
    </>
  )
}

function RepeatReason({ error }: { error: string | undefined }) {
  return (
    <Textarea
      name="repeatReason"
      label="Vì sao phải hẹn lại thêm lần nữa"
      error={error}
      required
      autosize
      minRows={2}
      maxLength={1000}
    />
  )
}

function apologyInput(form: FormData): Record<string, unknown> {
  const [date, time] = [textOf(form, 'newDate'), tidyClock(textOf(form, 'newTime'))]
  return {
    reasonCode: textOf(form, 'reasonCode'),
    reason: textOf(form, 'reason'),
    ...(date ? { newDate: typedIsoDate(date) } : {}),
    ...(time ? { newTime: time } : {}),
  }
}
