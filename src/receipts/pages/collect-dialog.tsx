import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link, useRevalidator } from 'react-router'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import { readVnd, vndText } from '../model/vnd-text.ts'
import type { DueFacts } from '../queries/due-facts.ts'
import { MoneyField } from './money-field.tsx'

interface Collected {
  changeVnd: number
  stillDueVnd: number
  receipt: { id: string; symbol: string; number: number }
}

/** Cash for a due: what is put down, the change in large letters, then the receipt. */
export function CollectDialog({ due, onClose }: { due: DueFacts; onClose(): void }) {
  const { revalidate } = useRevalidator()
  const [done, setDone] = useState<Collected | null>(null)
  const { send, busy, problem, errorAt } = useApiCommand<Collected>(`/dues/${due.id}/cash`, (output) => {
    setDone(output)
    revalidate()
  })
  const [amount, setAmount] = useState(due.stillDueVnd)
  const [tendered, setTendered] = useState(due.stillDueVnd)
  if (done) return <Done done={done} onClose={onClose} />
  const change = tendered - amount
  return (
    <CommandDialog
      title={`Thu tiền mặt: ${due.payerName}`}
      intro={`Hồ sơ ${due.dossierCode}, còn phải nộp ${vndText(due.stillDueVnd)}.`}
      submitLabel="Thu tiền, lập biên lai"
      busy={busy}
      problem={problem}
      shownFields={['amountVnd', 'tenderedVnd']}
      onSubmit={(form) =>
        send({
          amountVnd: readVnd(String(form.get('amountVnd'))),
          tenderedVnd: readVnd(String(form.get('tenderedVnd'))),
          toldVnd: due.stillDueVnd,
        })
      }
      onClose={onClose}
    >
      <MoneyField
        name="tenderedVnd"
        label="Khách đưa"
        initial={due.stillDueVnd}
        error={errorAt('tenderedVnd')}
        onAmount={setTendered}
        focusFirst
      />
      <MoneyField
        name="amountVnd"
        label="Thu lần này"
        description="Sửa nếu người nộp chỉ nộp một phần."
        initial={due.stillDueVnd}
        error={errorAt('amountVnd')}
        onAmount={setAmount}
      />
      <Text role="status" size="lg">
        Tiền trả lại: <b>{change >= 0 ? vndText(change) : '—'}</b>
      </Text>
    </CommandDialog>
  )
}

function Done({ done, onClose }: { done: Collected; onClose(): void }) {
  const { receipt, changeVnd, stillDueVnd } = done
  return (
    <DialogFrame title="Đã thu tiền" onClose={onClose}>
      <Stack gap="md">
        <Notice tone="good" title={`Đã lập biên lai ${receipt.symbol} số ${receipt.number}`}>
          {stillDueVnd > 0 ? `Còn phải nộp ${vndText(stillDueVnd)}.` : null}
        </Notice>
        <Text size="xl" fw={700}>
          Trả lại khách: {vndText(changeVnd)}
        </Text>
        <Group gap="lg">
          <Anchor component={Link} to={`/bien-lai/${receipt.id}`}>
            Xem biên lai
          </Anchor>
          <Anchor href={`/api/v1/receipts/${receipt.id}/receipt.pdf`} target="_blank">
            In biên lai
          </Anchor>
        </Group>
      </Stack>
    </DialogFrame>
  )
}
