import { Anchor, Button, Group, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { vndText } from '../model/vnd-text.ts'
import { cashiers } from '../policy.ts'
import { getReceipt } from '../queries/receipts.ts'
import type { Route } from './+types/receipt.ts'
import { ChangeLine } from './change-line.tsx'
import { kinds, methods, receiptStates } from './words.ts'

export const meta = () => [{ title: 'Biên lai — Một Cửa' }]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getReceipt.audience)
  const found = await pageRead(context, getReceipt, { id: params.id })
  return {
    ...found,
    isCashier: holds(actor, cashiers),
    ownId: actor.id,
    mayDecide: holds(actor, ['accountant', 'leader']),
  }
}

/** One receipt: what it says, what stands for it, and what was asked about it. */
export default function Receipt({ loaderData }: Route.ComponentProps) {
  const {
    receipt,
    content,
    dueId,
    lookupCode,
    replaces,
    replacedBy,
    reason,
    changes,
    isCashier,
    ownId,
    mayDecide,
  } = loaderData
  const [opened, setOpened] = useState<'replace' | 'notice' | null>(null)
  const close = () => setOpened(null)
  const mayAsk = isCashier && receipt.state === 'standing'
  return (
    <Stack gap="lg" maw={900}>
      <Group gap="md">
        <Title order={1} size="h2">
          Biên lai {receipt.symbol} số {receipt.number}
        </Title>
        <Tag tone={receipt.state === 'standing' ? 'good' : 'plain'}>{receiptStates[receipt.state]}</Tag>
        {receipt.signedAt ? (
          <Tag tone="good">{`Đã ký số ${formatShortMoment(receipt.signedAt)}`}</Tag>
        ) : (
          <Tag tone="warning">Chưa ký số</Tag>
        )}
      </Group>
      <Linked label="Thay thế cho biên lai" to={replaces} note={reason} />
      <Linked label="Đã được thay bằng biên lai" to={replacedBy} note="" />
      <Table withTableBorder variant="vertical">
        <Table.Tbody>
          <Fact name="Ký hiệu mẫu">{receipt.formCode}</Fact>
          <Fact name="Cơ quan thu">
            {content.collector.name}, mã số thuế {content.collector.taxCode}, {content.collector.address}
          </Fact>
          <Fact name="Người nộp">
            {content.payer.name}
            {content.payer.address ? `, ${content.payer.address}` : ''}
          </Fact>
          <Fact name="Ngày lập">
            {formatDate(receipt.issuedOn)}, {receipt.issuedByName}
          </Fact>
          {content.lines.map((line) => (
            <Fact key={line.name} name={kinds[line.kind]}>
              {line.name}: {vndText(line.amountVnd)}
            </Fact>
          ))}
          <Fact name="Tổng cộng">
            <b>{vndText(receipt.totalVnd)}</b>, {methods[receipt.method].toLowerCase()}
          </Fact>
          <Fact name="Khoản phải thu">
            <Anchor component={Link} inherit to={`/thu-phi/${dueId}`}>
              Hồ sơ {receipt.dossierCode}
            </Anchor>
          </Fact>
          <Fact name="Mã tra cứu">{lookupCode}</Fact>
        </Table.Tbody>
      </Table>
      <Group gap="lg">
        <Anchor href={`/api/v1/receipts/${receipt.id}/receipt.pdf`} target="_blank">
          In biên lai (PDF)
        </Anchor>
        {receipt.signedAt ? (
          <Anchor href={`/api/v1/receipts/${receipt.id}/receipt.xml`}>Tải tệp XML đã ký số</Anchor>
        ) : null}
      </Group>
      {mayAsk ? (
        <Group>
          <Button variant="default" onClick={() => setOpened('replace')}>
            Đề nghị lập biên lai thay thế
          </Button>
          <Button variant="default" onClick={() => setOpened('notice')}>
            Đề nghị thông báo sai sót
          </Button>
        </Group>
      ) : null}
      {changes.length > 0 ? (
        <section aria-labelledby="de-nghi">
          <Title order={2} size="h4" mb="xs" id="de-nghi">
            Đề nghị về biên lai này
          </Title>
          <Stack>
            {changes.map((change) => (
              <ChangeLine
                key={change.id}
                change={change}
                mayDecide={mayDecide && change.askedById !== ownId}
              />
            ))}
          </Stack>
        </section>
      ) : null}
      {opened === 'replace' ? <ReplaceDialog receipt={receipt} content={content} onClose={close} /> : null}
      {opened === 'notice' ? <NoticeDialog id={receipt.id} onClose={close} /> : null}
    </Stack>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w="30%">{name}</Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{children}</Table.Td>
    </Table.Tr>
  )
}

function Linked({ label, to, note }: { label: string; to: Loaded['replaces']; note: string }) {
  if (!to) return null
  return (
    <Text>
      {label}{' '}
      <Anchor component={Link} inherit to={`/bien-lai/${to.id}`}>
        {to.symbol} số {to.number}
      </Anchor>
      {note ? `. Lý do: ${note}` : '.'}
    </Text>
  )
}

interface ReplaceProps {
  receipt: Loaded['receipt']
  content: Loaded['content']
  onClose(): void
}

function ReplaceDialog({ receipt, content, onClose }: ReplaceProps) {
  const { payer, lines } = content
  const text = (form: FormData, name: string) => String(form.get(name) ?? '')
  return (
    <OperationDialog
      title="Đề nghị lập biên lai thay thế"
      intro="Sửa cho đúng những gì ghi sai; số tiền giữ nguyên. Sai số tiền thì đề nghị trả lại tiền rồi thu lại. Chỉ sai tên, địa chỉ mà đúng số tiền thì thường chỉ cần thông báo sai sót."
      submitLabel="Gửi đề nghị"
      path={`/receipts/${receipt.id}/replacement`}
      fields={['payer.name', 'payer.address', 'reason', ...lines.map((_, index) => `lineNames.${index}`)]}
      toInput={(form) => ({
        payer: { name: text(form, 'name'), address: text(form, 'address'), personalId: payer.personalId },
        lineNames: lines.map((_, index) => text(form, `line${index}`)),
        reason: text(form, 'reason'),
      })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="name"
            label="Người nộp"
            defaultValue={payer.name}
            error={errorAt('payer.name')}
            maxLength={200}
            data-autofocus
          />
          <TextInput
            name="address"
            label="Địa chỉ"
            defaultValue={payer.address}
            error={errorAt('payer.address')}
            maxLength={300}
          />
          {lines.map((line, index) => (
            <TextInput
              key={index}
              name={`line${index}`}
              label={`Khoản thu ${index + 1} (${vndText(line.amountVnd)})`}
              defaultValue={line.name}
              error={errorAt(`lineNames.${index}`)}
              maxLength={300}
            />
          ))}
          <Textarea
            name="reason"
            label="Lý do"
            error={errorAt('reason')}
            maxLength={1000}
            autosize
            required
          />
        </>
      )}
    </OperationDialog>
  )
}

function NoticeDialog({ id, onClose }: { id: string; onClose(): void }) {
  return (
    <OperationDialog
      title="Đề nghị thông báo sai sót"
      intro="Dùng khi biên lai đúng mã số thuế và đúng số tiền nhưng sai nội dung khác: biên lai giữ nguyên, cơ quan thuế được thông báo (mẫu 04/SS-CTĐT)."
      submitLabel="Gửi đề nghị"
      path={`/receipts/${id}/notice`}
      fields={['text', 'reason']}
      toInput={(form) => ({ text: String(form.get('text')), reason: String(form.get('reason')) })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Textarea
            name="text"
            label="Sai gì, đúng là gì"
            error={errorAt('text')}
            maxLength={500}
            autosize
            required
            data-autofocus
          />
          <Textarea
            name="reason"
            label="Lý do"
            error={errorAt('reason')}
            maxLength={1000}
            autosize
            required
          />
        </>
      )}
    </OperationDialog>
  )
}
