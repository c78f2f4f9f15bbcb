import { Stack, Text, Title } from '@mantine/core'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { makeParcelList, sendParcel, takeBackParcel } from '../commands/parcels.ts'
import { parcelDesk } from '../queries/parcel-desk.ts'
import type { Route } from './+types/parcels.ts'
import { ParcelLists } from './returns/parcel-lists.tsx'
import { WaitingParcels } from './returns/waiting-parcels.tsx'

export const meta = () => [{ title: 'Gửi bưu chính — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, parcelDesk.audience)
  return pageRead(context, parcelDesk, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, parcelDesk.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const idempotencyKey = text('idempotencyKey')
  const ref = { code: text('code'), revision: Number(text('revision')) }
  switch (text('viec')) {
    case 'ghi-ma':
      return pageWrite(context, sendParcel, { input: { ...ref, number: text('number') }, idempotencyKey })
    case 'nhan-lai':
      return pageWrite(context, takeBackParcel, { input: { ...ref, reason: text('reason') }, idempotencyKey })
    default: {
      // Each ticked box holds a code and the revision it was shown with.
      const dossiers = form.getAll('chon').map((chosen) => {
        const [code = '', revision] = String(chosen).split('|')
        return { code, revision: Number(revision) }
      })
      return pageWrite(context, makeParcelList, { input: { dossiers }, idempotencyKey })
    }
  }
}

/** Gửi bưu chính: choose, label, list, hand over with the parcel's number, take back what could not be delivered. */
export default function Parcels({ loaderData }: Route.ComponentProps) {
  return (
    <Stack gap="lg" maw={1100}>
      <div>
        <Title order={1} size="h2">
          Gửi bưu chính
        </Title>
        <Text size="sm" c="gray.7">
          Kết quả của công dân đăng ký nhận qua bưu chính công ích.
        </Text>
      </div>
      <WaitingParcels waiting={loaderData.waiting} />
      <ParcelLists lists={loaderData.lists} />
    </Stack>
  )
}
