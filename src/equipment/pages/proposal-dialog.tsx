import { Button, Fieldset, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { readVnd, vndText } from '../../receipts/model/vnd-text.ts'
import { MoneyField } from '../../receipts/pages/money-field.tsx'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { shortfallInWords } from '../model/shortfall.ts'
import type { ScanLoad } from '../queries/scan-load.ts'

interface Props {
  period: { from: string; to: string }
  load: ScanLoad
  onClose(): void
}

const fieldsOf = (index: number) =>
  ['what', 'quantity', 'unitPriceVnd'].map((name) => `lines.${index}.${name}`)

/** What to buy and at which price; the counts come from the program, the prices from the officer alone. */
export function ProposalDialog({ period, load, onClose }: Props) {
  const navigate = useNavigate()
  const [rows, setRows] = useState([0])
  const { send, busy, problem, errorAt } = useAnswer<{ outgoingId: string }>(({ outgoingId }) =>
    navigate(`/van-ban-di/${outgoingId}`),
  )
  return (
    <CommandDialog
      title="Lập tờ trình kinh phí"
      intro="Phần mềm ghi số liệu và những chỗ còn thiếu vào dự thảo văn bản đi; sau đó anh, chị sửa tiếp, trình ký như mọi văn bản. Đơn giá do anh, chị nhập theo báo giá."
      submitLabel="Lập dự thảo tờ trình"
      busy={busy}
      problem={problem}
      shownFields={['addressee', 'fundingSource', ...rows.flatMap((_, index) => fieldsOf(index))]}
      onSubmit={(form) => {
        const sent = new FormData()
        sent.set('viec', 'to-trinh')
        sent.set('input', JSON.stringify({ ...period, ...readProposal(form, rows) }))
        send(sent)
      }}
      onClose={onClose}
    >
      <Text size="sm" component="div">
        Ghi vào tờ trình:
        <ul>
          {load.shortfall.map(shortfallInWords).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Text>
      <TextInput
        name="addressee"
        label="Kính gửi"
        defaultValue="Chủ tịch Ủy ban nhân dân xã"
        error={errorAt('addressee')}
        maxLength={200}
        data-autofocus
        required
      />
      {rows.map((key, index) => (
        <ProposalLine
          key={key}
          index={index}
          rowKey={key}
          errorAt={errorAt}
          onRemove={rows.length > 1 ? () => setRows(rows.filter((each) => each !== key)) : null}
        />
      ))}
      <Button
        variant="default"
        w="fit-content"
        disabled={rows.length >= 20}
        onClick={() => setRows([...rows, Math.max(...rows) + 1])}
      >
        Thêm thiết bị
      </Button>
      <TextInput
        name="fundingSource"
        label="Nguồn kinh phí đề nghị"
        defaultValue="ngân sách xã"
        error={errorAt('fundingSource')}
        maxLength={200}
        required
      />
    </CommandDialog>
  )
}

interface LineProps {
  index: number
  rowKey: number
  errorAt(field: string): string | undefined
  onRemove: (() => void) | null
}

function ProposalLine({ index, rowKey, errorAt, onRemove }: LineProps) {
  const [price, setPrice] = useState(Number.NaN)
  const [quantity, setQuantity] = useState('1')
  const total = price * Number(quantity)
  return (
    <Fieldset legend={`Thiết bị thứ ${index + 1}`}>
      <TextInput
        name={`what-${rowKey}`}
        label="Thiết bị đề nghị mua"
        placeholder="Máy quét có khay nạp tự động"
        error={errorAt(`lines.${index}.what`)}
        maxLength={200}
        autoComplete="off"
        required
      />
      <Group grow align="flex-start" mt="xs">
        <TextInput
          name={`quantity-${rowKey}`}
          label="Số lượng"
          value={quantity}
          onChange={({ currentTarget }) => setQuantity(currentTarget.value)}
          error={errorAt(`lines.${index}.quantity`)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          required
        />
        <MoneyField
          name={`price-${rowKey}`}
          label="Đơn giá"
          error={errorAt(`lines.${index}.unitPriceVnd`)}
          onAmount={setPrice}
        />
      </Group>
      <Group justify="space-between" mt="xs">
        <Text size="sm">{Number.isFinite(total) ? `Thành tiền ${vndText(total)}` : ''}</Text>
        {onRemove ? (
          <Button variant="default" size="compact-sm" onClick={onRemove}>
            Bỏ dòng thứ {index + 1}
          </Button>
        ) : null}
      </Group>
    </Fieldset>
  )
}

function readProposal(form: FormData, rows: readonly number[]) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    addressee: text('addressee'),
    fundingSource: text('fundingSource'),
    lines: rows.map((key) => ({
      what: text(`what-${key}`),
      quantity: Number(text(`quantity-${key}`) || Number.NaN),
      unitPriceVnd: readVnd(text(`price-${key}`)),
    })),
  }
}
