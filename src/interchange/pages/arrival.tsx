import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { RegisterForm } from '../../records/pages/register-form.tsx'
import { type Registered, RegisteredPanel } from '../../records/pages/registered-panel.tsx'
import { registerChoices } from '../../records/queries/register-choices.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { arrivalStates } from '../model/arrival.ts'
import { registrationOf } from '../model/registration.ts'
import { type ArrivalView, getArrival } from '../queries/get-arrival.ts'
import type { Route } from './+types/arrival.ts'
import { ArrivalActions } from './arrival-actions.tsx'
import { ArrivalFacts } from './arrival-facts.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.arrival.title ?? 'Thông điệp'} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getArrival.audience)
  const arrival = await pageRead(context, getArrival, { id: params.id })
  const choices =
    arrival.actions.includes('register') && mayTry(actor, registerChoices.audience)
      ? await pageRead(context, registerChoices, {})
      : null
  return { arrival, choices, today: localDate(context.get(pageContext).services.clock()) }
}

/** A message that came by interchange: registered in the form that it has filled in, refused, or put right. */
export default function ArrivalPage({ loaderData }: Route.ComponentProps) {
  const { arrival, choices, today } = loaderData
  const [registered, setRegistered] = useState<Registered | null>(null)
  const navigate = useNavigate()
  const { message } = arrival
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/lien-thong-van-ban" size="sm">
        Liên thông văn bản
      </Anchor>
      <Head arrival={arrival} />
      {registered ? (
        <RegisteredPanel
          registered={registered}
          nextLabel="Về danh sách liên thông văn bản"
          onNext={() => navigate('/lien-thong-van-ban')}
        />
      ) : (
        <>
          <ArrivalActions arrival={arrival} key={arrival.revision} />
          <ArrivalFacts arrival={arrival} />
          {choices && message?.kind === 'document' ? (
            <section aria-labelledby="dang-ky">
              <Title order={2} size="h4" mb="sm" id="dang-ky">
                Đăng ký văn bản đến
              </Title>
              <RegisterForm
                key={arrival.id}
                choices={choices}
                today={today}
                received={receivedOf(arrival, registrationOf(message))}
                onDone={setRegistered}
              />
            </section>
          ) : null}
        </>
      )}
    </Stack>
  )
}

function receivedOf({ id, revision, files }: ArrivalView, values: ReturnType<typeof registrationOf>) {
  return {
    path: `/interchange/arrivals/${id}/registration`,
    ref: { revision },
    values,
    files: files.map((file) => ({ ...file, address: `/api/v1/interchange/arrivals/${id}/files/${file.id}` })),
  }
}

const titles = {
  document: 'Văn bản',
  recall: 'Yêu cầu lấy lại văn bản',
  update: 'Cập nhật, đính chính',
  replace: 'Văn bản thay thế',
  status: 'Trạng thái của văn bản',
} as const

function Head({ arrival }: { arrival: ArrivalView }) {
  const { kind, title, agency, message, state } = arrival
  return (
    <Stack gap="xs">
      <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
        {kind ? `${titles[kind]} ${title}` : title}
      </Title>
      <Group gap="xs">
        <Tag tone={state === 'trouble' ? 'warning' : 'plain'}>{arrivalStates[state]}</Tag>
        <Text span size="sm">
          {agency ? `${agency.name} (${agency.organId})` : 'Không rõ nơi gửi'}, đến{' '}
          {formatShortMoment(arrival.receivedAt)}
          {arrival.via === 'axis' ? ' qua trục liên thông' : ' từ đơn vị cùng hệ thống'}
          {arrival.repeats > 0 ? `, nhận lặp ${arrival.repeats} lần` : ''}.
        </Text>
      </Group>
      {message?.kind === 'document' ? (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {message.typeName || 'Văn bản'} ngày {formatDate(message.promulgationDate)}: {message.subject}
        </Text>
      ) : null}
      {arrival.decidedWords ? (
        <Notice tone="warning" title={arrivalStates[state]}>
          {arrival.decidedBy ? `${arrival.decidedBy}: ` : ''}
          {arrival.decidedWords}
        </Notice>
      ) : null}
      {arrival.trouble ? (
        <Notice tone="warning" title="Thông điệp chưa dùng được">
          {arrival.trouble}
        </Notice>
      ) : null}
    </Stack>
  )
}
