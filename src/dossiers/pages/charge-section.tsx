import { Anchor, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { type CountedFee, countFee } from '../../procedures/model/count-fee.ts'
import type { Fee } from '../../procedures/model.ts'
import { FeeLines } from '../../procedures/pages/fee-lines.tsx'
import { dueStates } from '../../receipts/model/due.ts'
import { vndText } from '../../receipts/model/vnd-text.ts'
import { dueTones } from '../../receipts/pages/words.ts'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { dossierCharge } from '../queries/dossier-charge.ts'

type Charge = z.output<typeof dossierCharge.output>

interface Props {
  code: string
  charge: Charge
  /** Whether this officer takes money or counts fees. */
  mayCharge: boolean
}

/** Phí, lệ phí of the dossier: what is asked, what is paid, and counting it. Nothing where the office does not collect here. */
export function ChargeSection({ code, charge, mayCharge }: Props) {
  const { collects, due, isCertification, isOpen } = charge
  const [isCounting, setCounting] = useState(false)
  const fees = countable(charge)
  if (!due && (!collects || fees.length === 0)) return null
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="phi-le-phi">
      <Title order={2} size="h4" mb="xs" id="phi-le-phi">
        Phí, lệ phí
      </Title>
      <Stack gap="xs" align="flex-start">
        {due ? (
          <Group gap="sm">
            <Tag tone={dueTones[due.state]}>{dueStates[due.state]}</Tag>
            <Text>
              {due.exemption && due.amountVnd === 0 ? `Miễn: ${due.exemption}` : vndText(due.amountVnd)}
              {due.stillDueVnd > 0 && due.stillDueVnd < due.amountVnd
                ? `, còn ${vndText(due.stillDueVnd)}`
                : ''}
            </Text>
            {mayCharge ? (
              <Anchor component={Link} to={`/thu-phi/${due.id}`}>
                {due.stillDueVnd > 0 ? 'Thu tiền, mã chuyển khoản' : 'Xem khoản thu'}
              </Anchor>
            ) : null}
          </Group>
        ) : (
          <Text size="sm">Chưa tính phí, lệ phí cho hồ sơ này.</Text>
        )}
        {mayCharge && collects && isOpen && !isCertification && fees.length > 0 ? (
          <Button variant="default" size="compact-md" onClick={() => setCounting(true)}>
            {due ? 'Tính lại' : 'Tính phí, lệ phí'}
          </Button>
        ) : null}
      </Stack>
      {isCounting ? <ChargeDialog code={code} charge={charge} onClose={() => setCounting(false)} /> : null}
    </Paper>
  )
}

/** Fees that this dossier can be asked for, with their places; what costs nothing is left out. */
function countable({ fees, isOnline, isCertification }: Charge): { fee: Fee; index: number }[] {
  if (isCertification) return []
  return fees
    .map((fee, index) => ({ fee, index }))
    .filter(({ fee }) => !fee.channel || (fee.channel === 'online') === isOnline)
    .filter(({ fee }) => fee.amountVnd !== 0 && fee.rule?.kind !== 'page' && fee.rule?.kind !== 'cap')
}

function counted(charge: Charge, times: Readonly<Record<number, number>>): CountedFee | null {
  const all = Object.fromEntries(charge.fees.map((_, index) => [index, times[index] ?? 0]))
  try {
    return countFee(charge.fees, { pages: null, copies: 0, online: charge.isOnline, times: all })
  } catch {
    // A number that is none, or a sum beyond any counter: the server says so in words.
    return null
  }
}

function ChargeDialog({ code, charge, onClose }: { code: string; charge: Charge; onClose(): void }) {
  const fees = countable(charge)
  // What has no rule, such as the fee of who declares late, is asked for only where the officer says so.
  const usual = Object.fromEntries(fees.map(({ fee, index }) => [index, fee.rule?.kind === 'case' ? 1 : 0]))
  const [times, setTimes] = useState<Record<number, number>>(usual)
  const [exemption, setExemption] = useState('')
  const sum = counted(charge, times)
  return (
    <OperationDialog
      title="Tính phí, lệ phí"
      intro="Ghi số lượng của từng khoản; khoản không thu ghi 0."
      submitLabel="Ghi khoản phải thu"
      path={`/dossiers/${encodeURIComponent(code)}/due`}
      fields={['exemption', ...fees.map(({ index }) => `counts.${index}`)]}
      toInput={() => ({ counts: times, exemption })}
      onDone={onClose}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          {fees.map(({ fee, index }, place) => (
            <TextInput
              key={`${fee.name}${fee.basis}`}
              label={`${fee.name}, số ${fee.unit}`}
              description={`${fee.amountVnd === null ? 'Chưa có mức thu' : vndText(fee.amountVnd)} mỗi ${fee.unit}, theo ${fee.basis}`}
              defaultValue={String(usual[index])}
              error={errorAt(`counts.${index}`)}
              inputMode="numeric"
              autoComplete="off"
              maxLength={3}
              {...(place === 0 ? { 'data-autofocus': true } : {})}
              onChange={({ currentTarget: { value } }) =>
                setTimes((before) => ({ ...before, [index]: value.trim() === '' ? 0 : Number(value) }))
              }
            />
          ))}
          <TextInput
            label="Được miễn (đối tượng, giấy tờ chứng minh)"
            description="Ghi khi người nộp được miễn toàn bộ, ví dụ: Hộ nghèo, giấy chứng nhận số 01/2026."
            value={exemption}
            error={errorAt('exemption')}
            maxLength={300}
            autoComplete="off"
            onChange={({ currentTarget }) => setExemption(currentTarget.value)}
          />
          {exemption.trim() === '' && sum ? (
            <div role="status">
              <Text>
                Phải thu: <b>{'gaps' in sum ? 'chưa tính được' : vndText(sum.totalVnd)}</b>
              </Text>
              <FeeLines counted={sum} />
            </div>
          ) : null}
        </>
      )}
    </OperationDialog>
  )
}
