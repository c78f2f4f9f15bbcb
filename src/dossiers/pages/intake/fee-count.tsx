import { Checkbox, Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import {
  type CountedFee,
  countFee,
  countsPages,
  hasFeeRules,
  usualCopies,
} from '../../../procedures/model/count-fee.ts'
import { feeSummary, vnd } from '../../../procedures/model/summaries.ts'
import { FeeLines } from '../../../procedures/pages/fee-lines.tsx'
import type { Preview } from './form-state.ts'

type Fees = Preview['fees']
type Typed = number | ''

/**
 * What the citizen will pay, with how it is counted; nothing of it is stored. Pages, copies and exemption are asked for only where a
 * fee depends on them. At the desk the rates of the desk hold.
 */
export function FeeCount({ fees }: { fees: Fees }) {
  const [pages, setPages] = useState<Typed>('')
  const [copies, setCopies] = useState<Typed>(usualCopies(fees))
  const [exemption, setExemption] = useState('')
  const [times, setTimes] = useState<Readonly<Record<number, number>>>({})
  if (fees.length === 0) {
    return (
      <Text size="sm">
        <b>Phí, lệ phí:</b> không.
      </Text>
    )
  }
  const byPage = countsPages(fees)
  const byCopy = byPage || fees.some(({ rule }) => rule?.kind === 'copy')
  const exemptions = [...new Set(fees.flatMap((fee) => (fee.exemptions ?? []).map(({ name }) => name)))]
  const isCounted = hasFeeRules(fees) && (!byPage || pages !== '')
  const counted = isCounted ? countAtDesk(fees, { pages, copies, exemption, times }) : null
  return (
    <Stack gap={4}>
      <Text size="sm" role="status" aria-label="Phí, lệ phí">
        <b>Phí, lệ phí:</b> {sumWords(counted, fees)}.
      </Text>
      {counted ? <FeeLines counted={counted} /> : null}
      {fees.map((fee, index) =>
        isCounted && !fee.rule ? (
          <Checkbox
            key={fee.name}
            size="sm"
            label={`Thu ${fee.name}`}
            checked={times[index] === 1}
            onChange={(event) => setTimes({ ...times, [index]: event.currentTarget.checked ? 1 : 0 })}
          />
        ) : null,
      )}
      <Group gap="sm" align="end">
        {byPage ? <Count label="Số trang bản chính" value={pages} least={1} onCount={setPages} /> : null}
        {byCopy ? (
          <Count label={byPage ? 'Số bản' : 'Số bản sao'} value={copies} least={0} onCount={setCopies} />
        ) : null}
        {exemptions.length > 0 ? (
          <NativeSelect
            label="Miễn cho"
            size="xs"
            data={[{ value: '', label: 'Không thuộc diện miễn' }, ...exemptions]}
            value={exemption}
            onChange={(event) => setExemption(event.currentTarget.value)}
          />
        ) : null}
      </Group>
    </Stack>
  )
}

/** Null beyond any sum that a counter takes. */
function countAtDesk(
  fees: Fees,
  typed: { pages: Typed; copies: Typed; exemption: string; times: Readonly<Record<number, number>> },
): CountedFee | null {
  const { pages, copies, ...more } = typed
  const request = { pages: pages || null, copies: copies || 0, online: false, ...more }
  try {
    return countFee(fees, request)
  } catch {
    return null
  }
}

function sumWords(counted: CountedFee | null, fees: Fees): string {
  if (!counted) return feeSummary(fees)
  return 'gaps' in counted ? 'chưa tính được' : `${vnd(counted.totalVnd)} đ`
}

interface CountProps {
  label: string
  value: Typed
  least: number
  onCount(count: Typed): void
}

function Count({ label, value, least, onCount }: CountProps) {
  return (
    <NumberInput
      label={label}
      size="xs"
      w={130}
      min={least}
      max={9999}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={value}
      onChange={(typed) => onCount(typeof typed === 'number' ? typed : '')}
    />
  )
}
