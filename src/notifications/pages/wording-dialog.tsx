import { Checkbox, Code, Paper, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { dateText } from '../../ui/date-text.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { type MessageEvent, placeholders, placeholdersOf } from '../model/events.ts'
import { textMessageSize, withoutDiacritics } from '../model/text-message.ts'
import { fillIn, sampleValues, wordingFault } from '../model/wording.ts'
import type { ListedWording } from '../queries/list-wordings.ts'
import { wordingName } from './wording-list.tsx'

interface Props {
  wording: ListedWording
  today: string
  publicUrl: string
  smsPlain: boolean
  onClose(): void
}

/** Edits one wording; what it will look like stands below while it is typed. */
export function WordingDialog({ wording, today, publicUrl, smsPlain, onClose }: Props) {
  const [subject, setSubject] = useState(wording.subject)
  const [body, setBody] = useState(wording.body)
  const [validFrom, setValidFrom] = useState(dateText(today))
  const { send, busy, problem, errorAt } = useAnswer(onClose)
  const event = wording.event as MessageEvent
  const isMail = wording.channel === 'email'
  return (
    <CommandDialog
      title={wordingName(wording)}
      intro="Mẫu mới áp dụng từ ngày ghi dưới đây; mẫu cũ được giữ lại."
      submitLabel="Lưu mẫu tin"
      busy={busy}
      problem={problem}
      shownFields={['subject', 'body', 'validFrom']}
      onSubmit={(form) => {
        form.set('viec', 'mau-tin')
        form.set('event', wording.event)
        form.set('channel', wording.channel)
        form.set('seenVersion', String(wording.lastVersion))
        send(form)
      }}
      onClose={onClose}
    >
      <Checkbox name="active" label="Gửi tin này" defaultChecked={wording.active} />
      {isMail ? (
        <TextInput
          name="subject"
          label="Tiêu đề thư"
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
          error={errorAt('subject') ?? wordingFault(event, subject)}
          maxLength={200}
          required
        />
      ) : null}
      <Textarea
        name="body"
        label="Nội dung"
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
        error={errorAt('body') ?? wordingFault(event, body)}
        autosize
        minRows={isMail ? 8 : 3}
        maxRows={16}
        required
        data-autofocus
      />
      <Names event={event} />
      <Preview channel={wording.channel} {...{ subject, body, publicUrl, smsPlain }} />
      <DateField
        name="validFrom"
        label="Áp dụng từ ngày"
        value={validFrom}
        onValue={setValidFrom}
        error={errorAt('validFrom')}
        required
      />
    </CommandDialog>
  )
}

function Names({ event }: { event: MessageEvent }) {
  return (
    <Text size="sm" component="div">
      Chỗ điền dùng được:{' '}
      {placeholdersOf(event).map((name, index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <Code>{`{${name}}`}</Code> {placeholders[name].toLocaleLowerCase('vi')}
        </span>
      ))}
      .
    </Text>
  )
}

interface PreviewProps extends Pick<Props, 'publicUrl' | 'smsPlain'> {
  channel: string
  subject: string
  body: string
}

function Preview({ channel, subject, body, publicUrl, smsPlain }: PreviewProps) {
  const values = sampleValues(publicUrl)
  const text = fillIn(body, values)
  const isPlain = channel === 'sms' && smsPlain
  const shown = isPlain ? withoutDiacritics(text) : text
  const size = textMessageSize(shown)
  return (
    <Paper withBorder p="sm" component="section" aria-label="Xem trước">
      <Text size="sm" fw={600} mb={4}>
        Xem trước với hồ sơ mẫu
      </Text>
      {channel === 'email' ? (
        <Text size="sm" fw={600} mb="xs">
          {fillIn(subject, values)}
        </Text>
      ) : null}
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {shown}
      </Text>
      {channel === 'sms' ? (
        <Text
          size="sm"
          mt="xs"
          fw={size.parts > 1 ? 600 : undefined}
          c={size.parts > 1 ? '#8a3300' : undefined}
        >
          {size.length} ký tự {size.encoding === 'GSM-7' ? 'không dấu' : 'có dấu'}, tính {size.parts} tin.
          {size.parts > 1 ? ' Nên rút ngắn để còn một tin.' : ''}
        </Text>
      ) : null}
    </Paper>
  )
}
