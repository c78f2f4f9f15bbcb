import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import { linesIn } from '../../model/outgoing/outgoing-content.ts'
import { sendingWays } from '../../model/outgoing/outgoing-inputs.ts'
import type { StepDialogProps } from './outgoing-steps.tsx'

const fields = ['recipients', 'addresses', 'way', 'sentOn', 'copies', 'envelopes', 'receivedBy', 'note']

/** To whom the document was sent, how and when: for the register and the postal book. */
export function SendDialog({ document, onClose }: StepDialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<unknown>(onClose)
  const known = [...document.content.addressees, ...document.content.recipients].filter(
    (each) => !/^như /iu.test(each) && !document.sendings.some(({ recipient }) => recipient === each),
  )
  const [recipients, setRecipients] = useState(known.join('\n'))
  const [way, setWay] = useState<string>('hand')
  const [addresses, setAddresses] = useState('')
  const [sentOn, setSentOn] = useState(dateText(document.datedOn))
  function submit(form: FormData) {
    const input = {
      id: document.id,
      revision: document.revision,
      recipients: linesIn(recipients),
      way,
      addresses: way === 'email' ? linesIn(addresses) : [],
      sentOn: typedIsoDate(sentOn),
      copies: Number(form.get('copies')),
      envelopes: Number(form.get('envelopes')),
      receivedBy: String(form.get('receivedBy')),
      note: String(form.get('note')),
    }
    const sent = new FormData()
    sent.set('viec', 'gui')
    sent.set('input', JSON.stringify(input))
    send(sent)
  }
  return (
    <CommandDialog
      title="Ghi gửi văn bản"
      intro="Ghi việc đã gửi để vào sổ đăng ký văn bản đi và sổ gửi bưu điện."
      submitLabel="Ghi gửi văn bản"
      busy={busy}
      problem={problem}
      shownFields={fields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label="Nơi nhận"
        description="Mỗi dòng một nơi"
        value={recipients}
        onChange={({ currentTarget }) => setRecipients(currentTarget.value)}
        autosize
        minRows={3}
        error={errorAt('recipients')}
      />
      {way === 'email' ? (
        <Textarea
          label="Địa chỉ thư"
          description="Mỗi dòng một địa chỉ, theo thứ tự nơi nhận: phần mềm gửi bản đã ký đến từng địa chỉ. Để trống nếu đã gửi từ hộp thư khác."
          value={addresses}
          onChange={({ currentTarget }) => setAddresses(currentTarget.value)}
          autosize
          minRows={2}
          error={errorAt('addresses')}
        />
      ) : null}
      <WayFields way={way} sentOn={sentOn} errorAt={errorAt} onWay={setWay} onSentOn={setSentOn} />
    </CommandDialog>
  )
}

interface WayFieldsProps {
  way: string
  sentOn: string
  errorAt(field: string): string | undefined
  onWay(way: string): void
  onSentOn(day: string): void
}

function WayFields({ way, sentOn, errorAt, onWay, onSentOn }: WayFieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label="Cách gửi"
        description={
          way === 'interchange'
            ? 'Chỉ ghi sổ việc đã gửi. Muốn phần mềm gửi qua trục, dùng nút “Gửi liên thông” trên trang văn bản'
            : null
        }
        value={way}
        onChange={({ currentTarget }) => onWay(currentTarget.value)}
        data={Object.entries(sendingWays).map(([value, label]) => ({ value, label }))}
      />
      <DateField label="Ngày gửi" value={sentOn} onValue={onSentOn} error={errorAt('sentOn')} required />
      <TextInput
        name="copies"
        label="Số bản mỗi nơi"
        defaultValue="1"
        inputMode="numeric"
        error={errorAt('copies')}
      />
      <TextInput
        name="envelopes"
        label="Số bì"
        defaultValue="1"
        inputMode="numeric"
        error={errorAt('envelopes')}
      />
      <TextInput name="receivedBy" label="Người nhận" description="Nếu đã ký nhận" maxLength={200} />
      <TextInput name="note" label="Ghi chú" maxLength={500} />
    </SimpleGrid>
  )
}
