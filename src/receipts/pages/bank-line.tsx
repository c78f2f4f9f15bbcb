import { Anchor, Button, Checkbox, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { dueStates } from '../model/due.ts'
import { vndText } from '../model/vnd-text.ts'
import { accountants } from '../policy.ts'
import { getBankLine, type BankLine as Line } from '../queries/bank-lines.ts'
import type { DueFacts } from '../queries/due-facts.ts'
import type { Route } from './+types/bank-line.ts'
import { lineState, sourceWords } from './bank-words.ts'
import { AsideDialog, AssignDialog } from './decide-line-dialogs.tsx'
import { dueTones } from './words.ts'

export const meta = () => [{ title: 'Dòng sao kê — Một Cửa' }]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getBankLine.audience)
  const q = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100)
  const found = await pageRead(context, getBankLine, { id: params.id, q })
  const { verdict, outcome, amountVnd } = found.line
  const isOpen = amountVnd > 0 && verdict !== '' && outcome !== 'paid'
  return { ...found, q, mayDecide: isOpen && holds(actor, accountants) }
}

/** One movement: what the bank says of it, what became of it, and the dues it may be for. */
export default function BankLine({ loaderData }: Route.ComponentProps) {
  const { line, dues, q, mayDecide } = loaderData
  return (
    <Stack gap="lg" maw={900}>
      <div>
        <Title order={1} size="h2">
          Dòng sao kê
        </Title>
        <Anchor component={Link} to="/doi-soat-ngan-hang">
          Về sao kê ngân hàng
        </Anchor>
      </div>
      <LineFacts line={line} />
      {mayDecide ? <Deciding key={line.id} line={line} dues={dues} q={q} /> : null}
    </Stack>
  )
}

function LineFacts({ line }: { line: Line }) {
  const { tone, words } = lineState(line)
  return (
    <Paper withBorder p="md">
      <Stack gap={4}>
        <Group gap="md">
          <Text size="xl" fw={700}>
            {line.amountVnd < 0 ? '−' : '+'}
            {vndText(Math.abs(line.amountVnd))}
          </Text>
          <Tag tone={tone}>{words}</Tag>
        </Group>
        <Text style={{ overflowWrap: 'anywhere' }}>{line.description || 'Không có nội dung'}</Text>
        {line.counterparty ? <Text size="sm">Người chuyển: {line.counterparty}</Text> : null}
        <Text size="sm">
          Ngân hàng ghi sổ {formatDate(line.bookedOn)}
          {line.bankReference ? `, số ${line.bankReference}` : ''}; theo{' '}
          {line.sources.map((source) => sourceWords[source]).join(', ')}
        </Text>
        {line.payments.map(({ dueId, dossierCode, amountVnd }) => (
          <Text size="sm" key={dueId}>
            Đã ghi {vndText(amountVnd)} cho{' '}
            <Anchor component={Link} inherit to={`/thu-phi/${dueId}`}>
              hồ sơ {dossierCode}
            </Anchor>
          </Text>
        ))}
        {line.decidedAt ? (
          <Text size="sm">
            {line.decidedByName} quyết định {formatShortMoment(line.decidedAt)}
            {line.reason ? `. Lý do: ${line.reason}` : ''}
          </Text>
        ) : null}
        {line.isUnseen ? (
          <Notice tone="warning" title="Không có trong sao kê">
            Ngân hàng đã báo khoản này nhưng sao kê của ngày đó không có. Hãy hỏi ngân hàng trước khi trả kết
            quả hồ sơ.
          </Notice>
        ) : null}
      </Stack>
    </Paper>
  )
}

function Deciding({ line, dues, q }: { line: Line; dues: readonly DueFacts[]; q: string }) {
  const [chosen, setChosen] = useState<readonly DueFacts[]>([])
  const [opened, setOpened] = useState<'assign' | 'aside' | null>(null)
  const choose = (due: DueFacts, isOn: boolean) =>
    setChosen((before) => [...before.filter(({ id }) => id !== due.id), ...(isOn ? [due] : [])])
  // What was ticked stays in sight while something else is looked for.
  const shown = [...chosen.filter(({ id }) => !dues.some((due) => due.id === id)), ...dues]
  return (
    <section aria-labelledby="chon-khoan">
      <Stack>
        <Title order={2} size="h4" id="chon-khoan">
          Là tiền nộp của khoản nào?
        </Title>
        <Form method="get" role="search">
          <Group align="end" gap="sm">
            <TextInput
              name="q"
              label="Tìm khoản phải thu"
              description="Mã hồ sơ, tên người nộp hoặc nội dung chuyển khoản"
              defaultValue={q}
              maxLength={100}
              flex="1 1 16rem"
            />
            <Button type="submit" variant="default">
              Tìm
            </Button>
          </Group>
        </Form>
        {shown.length === 0 ? (
          <Text size="sm">Không thấy khoản nào. Hãy tìm theo tên hoặc mã hồ sơ.</Text>
        ) : null}
        {shown.map((due) => (
          <DueChoice
            key={due.id}
            due={due}
            isChosen={chosen.some(({ id }) => id === due.id)}
            onChoose={(isOn) => choose(due, isOn)}
          />
        ))}
        <Group>
          <Button disabled={chosen.length === 0} onClick={() => setOpened('assign')}>
            {chosen.length > 1 ? `Chia cho ${chosen.length} khoản` : 'Ghi là tiền nộp'}
          </Button>
          {line.outcome === '' ? (
            <Button variant="default" onClick={() => setOpened('aside')}>
              Không phải phí, lệ phí
            </Button>
          ) : null}
        </Group>
        {opened === 'assign' ? (
          <AssignDialog line={line} dues={chosen} onClose={() => setOpened(null)} />
        ) : null}
        {opened === 'aside' ? <AsideDialog line={line} onClose={() => setOpened(null)} /> : null}
      </Stack>
    </section>
  )
}

interface DueChoiceProps {
  due: DueFacts
  isChosen: boolean
  onChoose(isOn: boolean): void
}

function DueChoice({ due, isChosen, onChoose }: DueChoiceProps) {
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Checkbox
          checked={isChosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          label={`${due.dossierCode}, ${due.payerName}`}
          description={
            due.stillDueVnd > 0
              ? `Còn phải nộp ${vndText(due.stillDueVnd)}`
              : 'Không còn phải nộp; tiền sẽ là nộp thừa'
          }
        />
        <Tag tone={dueTones[due.state]}>{dueStates[due.state]}</Tag>
      </Group>
    </Paper>
  )
}
