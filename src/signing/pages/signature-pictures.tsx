import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { postFiles } from '../../ui/post-files.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { useWork } from '../../ui/use-work.ts'
import { dropPicture } from '../commands/pictures.ts'
import type { SigningOwner } from '../policy.ts'
import { myPictures } from '../queries/pictures.ts'
import type { Route } from './+types/signature-pictures.ts'

export const meta = () => [{ title: 'Hình chữ ký, con dấu — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, myPictures.audience)
  return pageRead(context, myPictures, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, dropPicture.audience)
  return runJsonForm(pageWrite, context, { form: await request.formData(), works: { bo: dropPicture } })
}

const titles = { own: 'Hình chữ ký của tôi', office: 'Hình con dấu của cơ quan' } as const
const names = { own: 'hình chữ ký của tôi', office: 'hình con dấu của cơ quan' } as const
const hints = {
  own: 'Chữ ký tay màu xanh, tệp .png nền trong suốt. Khi ký số, hình nằm giữa chức vụ và họ tên.',
  office:
    'Con dấu màu đỏ, cắt sát mép, tệp .png nền trong suốt. Khi ký số của cơ quan, hình có đường kính 36 mm và trùm khoảng 1/3 chữ ký về bên trái.',
} as const

/** Hình chữ ký, con dấu: what a digital signature shows on the page (NĐ 30/2020, Phụ lục I). */
export default function SignaturePictures({ loaderData }: Route.ComponentProps) {
  const { own, office, keepsSeal } = loaderData
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Hình chữ ký, con dấu
      </Title>
      <Text size="sm">
        Hình hiện trên văn bản khi ký số từ phần mềm (Phụ lục I Nghị định 30/2020/NĐ-CP). Hình không phải là
        chữ ký số: giá trị pháp lý nằm ở chứng thư số trong thiết bị của người ký.
      </Text>
      <PictureBox owner="own" picture={own} />
      {keepsSeal ? <PictureBox owner="office" picture={office} /> : null}
    </Stack>
  )
}

function PictureBox({
  owner,
  picture,
}: {
  owner: SigningOwner
  picture: { sha256: string; putAt: string } | null
}) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const { revalidate } = useRevalidator()
  const { run, busy: dropping } = useWork('bo', () => {})
  async function bring(file: File) {
    setBusy(true)
    setRefused('')
    const answer = await postFiles<{ id: string }>(`/signature-pictures/${owner}`, [file], () => {})
    setBusy(false)
    if (!answer.output) return setRefused(answer.problem)
    await revalidate()
  }
  return (
    <Stack gap="sm" component="section" aria-label={titles[owner]}>
      <Title order={2} size="h4">
        {titles[owner]}
      </Title>
      <Text size="sm">{hints[owner]}</Text>
      {picture ? (
        <Stack gap={4} align="flex-start">
          <img
            src={`/api/v1/signature-pictures/${owner}?${picture.sha256.slice(0, 12)}`}
            alt={titles[owner]}
            height={owner === 'own' ? 83 : 136}
            style={{ background: '#fff', border: '1px solid #868e96', maxWidth: '100%', padding: 8 }}
          />
          <Text size="sm">Đang dùng từ ngày {formatDate(localDate(new Date(picture.putAt)))}.</Text>
        </Stack>
      ) : (
        <Text size="sm">Chưa có hình.</Text>
      )}
      {refused ? (
        <div role="alert">
          <Notice tone="warning" title="Chưa lưu được">
            {refused}
          </Notice>
        </div>
      ) : null}
      <Group gap="sm">
        <FileChooser accept=".png,image/png" onChange={(file) => file && void bring(file)}>
          {(button) => (
            <Button
              {...button}
              variant={picture ? 'default' : 'filled'}
              loading={busy}
              aria-label={`${picture ? 'Thay' : 'Tải lên'} ${names[owner]}`}
            >
              {picture ? 'Thay hình' : 'Tải lên hình'}
            </Button>
          )}
        </FileChooser>
        {picture ? (
          <Button
            variant="default"
            loading={dropping}
            onClick={() => run({ owner })}
            aria-label={`Bỏ ${names[owner]}`}
          >
            Bỏ hình
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}
