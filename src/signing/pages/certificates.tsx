import { Anchor, Button, Group, List, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { useWork } from '../../ui/use-work.ts'
import { endCertificate, registerCertificate, registrars } from '../commands/certificates.ts'
import { certificateEnds, warningDays } from '../model/certificate-ends.ts'
import { listCertificates, type RegisteredCertificate } from '../queries/certificates.ts'
import type { Route } from './+types/certificates.ts'
import { EndDialog } from './end-certificate.tsx'
import { readCertificateFile } from './read-certificate-file.ts'

export const meta = () => [{ title: 'Chứng thư số — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listCertificates.audience)
  return { ...(await pageRead(context, listCertificates, {})), mayKeep: holds(actor, registrars) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, registrars)
  const works = { ghi: registerCertificate, 'khong-dung': endCertificate }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

const dayOf = (moment: string) => formatDate(localDate(new Date(moment)))

function State({ certificate }: { certificate: RegisteredCertificate }) {
  const { endedAs, endedAt, endedReason, daysLeft, validTo } = certificate
  if (endedAs && endedAt) {
    return (
      <Text size="sm">
        {certificateEnds[endedAs]}, {dayOf(endedAt)}: {endedReason}{' '}
        <Anchor component={Link} to={`/van-ban-di/moi?chung-thu=${certificate.id}`} inherit>
          Soạn văn bản đề nghị thu hồi
        </Anchor>
      </Text>
    )
  }
  if (daysLeft < 0) return <Tag tone="warning">{`Hết hạn từ ${dayOf(validTo)}`}</Tag>
  const isNear = daysLeft <= warningDays[0]
  return <Tag tone={isNear ? 'warning' : 'good'}>{`Đến ${dayOf(validTo)}, còn ${daysLeft} ngày`}</Tag>
}

const columns = (
  onEnd: ((certificate: RegisteredCertificate) => void) | null,
): readonly Column<RegisteredCertificate>[] => [
  {
    header: 'Người giữ',
    isTitle: true,
    cell: ({ holder, post }) => (
      <>
        {holder}
        <Text size="sm">{post}</Text>
      </>
    ),
  },
  { header: 'Hiệu lực', cell: (certificate) => <State certificate={certificate} /> },
  {
    header: 'Chứng thư',
    cell: ({ subject, issuer, serial, device }) => (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {subject}, do {issuer} cấp, số {serial}.{device ? ` Thiết bị: ${device}.` : ''}
      </Text>
    ),
  },
  ...(onEnd
    ? [
        {
          header: 'Việc',
          isPlain: true,
          cell: (certificate: RegisteredCertificate) =>
            certificate.endedAt === null ? (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Ghi không dùng nữa: chứng thư của ${certificate.holder}`}
                onClick={() => onEnd(certificate)}
              >
                Không dùng nữa
              </Button>
            ) : null,
        },
      ]
    : []),
]

/** Sổ chứng thư số: whose certificates sign for the office, until when, and who has none yet. */
export default function Certificates({ loaderData }: Route.ComponentProps) {
  const { certificates, missing, officeHasNone, people, mayKeep } = loaderData
  const [opened, setOpened] = useState<'add' | RegisteredCertificate | null>(null)
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Chứng thư số
      </Title>
      <Text size="sm">
        Chứng thư của người ký và của cơ quan. Khi một người đã có chứng thư trong sổ, phần mềm chỉ nhận chữ
        ký bằng chứng thư trong sổ. Sổ chỉ giữ chứng thư công khai; khóa bí mật luôn ở trong thiết bị của
        người giữ.
      </Text>
      {missing.length > 0 || officeHasNone ? (
        <Notice tone="warning" title="Chưa có chứng thư số">
          <List size="sm">
            {officeHasNone ? (
              <List.Item>Cơ quan: chưa có chứng thư còn hạn để ký số phát hành.</List.Item>
            ) : null}
            {missing.map(({ id, name, post }) => (
              <List.Item key={id}>
                {name}, {post}: hãy đề nghị cấp chứng thư số.
              </List.Item>
            ))}
          </List>
          {missing.length > 0 ? (
            <Anchor component={Link} to="/van-ban-di/moi?chung-thu=" inherit>
              Soạn văn bản đề nghị cấp chứng thư số
            </Anchor>
          ) : null}
        </Notice>
      ) : null}
      {mayKeep ? (
        <Button onClick={() => setOpened('add')} style={{ alignSelf: 'flex-start' }}>
          Ghi chứng thư vào sổ
        </Button>
      ) : null}
      {certificates.length > 0 ? (
        <DataList
          label="Sổ chứng thư số"
          rows={certificates}
          columns={columns(mayKeep ? setOpened : null)}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text>Chưa có chứng thư nào trong sổ.</Text>
      )}
      {opened === 'add' ? <AddDialog people={people} onClose={() => setOpened(null)} /> : null}
      {opened && opened !== 'add' ? <EndDialog certificate={opened} onClose={() => setOpened(null)} /> : null}
    </Stack>
  )
}

const office = 'co-quan'

function AddDialog({
  people,
  onClose,
}: {
  people: Route.ComponentProps['loaderData']['people']
  onClose(): void
}) {
  const { run, busy, problem, errorAt } = useWork('ghi', onClose)
  const [chosen, setChosen] = useState<{ name: string; pem: string } | null>(null)
  const choices = [
    { value: office, label: 'Cơ quan' },
    ...people.map(({ id, name, post }) => ({ value: id, label: `${name}, ${post}` })),
  ]
  return (
    <CommandDialog
      title="Ghi chứng thư vào sổ"
      intro="Chọn tệp chứng thư (.cer, .crt, .pem) xuất từ thiết bị hoặc do nơi cấp gửi. Hạn dùng, nơi cấp, số chứng thư được đọc từ tệp."
      submitLabel="Ghi vào sổ"
      busy={busy}
      problem={problem}
      shownFields={['memberId', 'pem', 'device']}
      onSubmit={(form) =>
        run({
          memberId: form.get('holder') === office ? null : String(form.get('holder')),
          pem: chosen?.pem ?? '',
          device: String(form.get('device')),
        })
      }
      onClose={onClose}
    >
      <NativeSelect
        name="holder"
        label="Người giữ"
        data={choices}
        error={errorAt('memberId')}
        required
        data-autofocus
      />
      <Stack gap={4} align="flex-start">
        <Group gap="sm">
          <FileChooser
            accept=".cer,.crt,.pem,.der"
            onChange={async (file) => {
              if (file) setChosen({ name: file.name, pem: await readCertificateFile(file) })
            }}
          >
            {(button) => (
              <Button {...button} variant="default">
                {chosen ? 'Chọn tệp khác' : 'Chọn tệp chứng thư'}
              </Button>
            )}
          </FileChooser>
          {chosen ? <Text size="sm">{chosen.name}</Text> : null}
        </Group>
        {errorAt('pem') ? (
          <Text size="sm" c="red.9" role="alert">
            {errorAt('pem')}
          </Text>
        ) : null}
      </Stack>
      <TextInput
        name="device"
        label="Thiết bị giữ khóa"
        description="Loại và số, ví dụ: USB token GCA-01 số 123. Có thể để trống."
        error={errorAt('device')}
        maxLength={200}
      />
    </CommandDialog>
  )
}
