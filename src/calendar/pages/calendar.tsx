import { Stack, Title } from '@mantine/core'
import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { removeWorkingHours } from '../commands/remove-working-hours.ts'
import { removeCalendarDay, setCalendarDay, setWorkingHours } from '../commands.ts'
import { localDate } from '../model/local-time.ts'
import { previewCorrection } from '../queries/preview-correction.ts'
import { getWorkingHours, listCalendarDays } from '../queries.ts'
import type { Route } from './+types/calendar.ts'
import { DayList } from './day-list.tsx'
import { HoursSets } from './hours-sets.tsx'
import { readHours } from './read-hours.ts'

export const meta = () => [{ title: 'Lịch làm việc — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const today = localDate(context.get(pageContext).services.clock())
  const asked = Number(new URL(request.url).searchParams.get('nam'))
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2200 ? asked : Number(today.slice(0, 4))
  const [{ hours }, { days }] = await Promise.all([
    pageRead(context, getWorkingHours, {}),
    pageRead(context, listCalendarDays, { year }),
  ])
  return { today, year, hours, days }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const idempotencyKey = text('idempotencyKey')
  const before = await previewOf(form)
  if (before.success && text('daXem') !== 'co') {
    const preview = await pageRead(context, previewCorrection, before.data)
    if (preview.later + preview.kept > 0) return { ok: true as const, output: { preview } }
  }
  const written = { idempotencyKey, input: { date: typedIsoDate(text('date')) } }
  switch (text('viec')) {
    case 'dat-gio': {
      const { week, wrong } = readHours(form)
      if (Object.keys(wrong).length > 0) {
        return { ok: false as const, problem: problemOf(new AppError('invalid_input', { fields: wrong })) }
      }
      const input = { validFrom: typedIsoDate(text('validFrom')), week }
      return pageWrite(context, setWorkingHours, { input, idempotencyKey })
    }
    case 'bo-gio':
      return pageWrite(context, removeWorkingHours, {
        input: { validFrom: text('validFrom') },
        idempotencyKey,
      })
    case 'bo-ngay':
      return pageWrite(context, removeCalendarDay, written)
    default:
      return pageWrite(context, setCalendarDay, {
        idempotencyKey,
        input: { ...written.input, kind: text('kind'), name: text('name'), legalBasis: text('legalBasis') },
      })
  }
}

/** The correction that the form would make; what is not well formed goes on to the command, which says what is wrong. */
async function previewOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '')
  const [date, validFrom] = [typedIsoDate(text('date')), typedIsoDate(text('validFrom'))]
  const changes: Record<string, object> = {
    'dat-gio': { kind: 'set_hours', validFrom, week: readHours(form).week },
    'bo-gio': { kind: 'remove_hours', validFrom },
    'bo-ngay': { kind: 'remove_day', date },
    'ghi-ngay': { kind: 'set_day', date, day: text('kind') },
  }
  return previewCorrection.input.safeParseAsync({ change: changes[text('viec')] })
}

export default function Calendar({ loaderData }: Route.ComponentProps) {
  const { today, year, hours, days } = loaderData
  return (
    <Stack maw={1000} gap="xl">
      <Title order={1} size="h2">
        Lịch làm việc
      </Title>
      <HoursSets hours={hours} today={today} />
      <DayList year={year} days={days} />
    </Stack>
  )
}
