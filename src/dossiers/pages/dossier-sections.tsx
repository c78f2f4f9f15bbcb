import { Anchor, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { COMPONENT_KIND_NAMES } from '../../procedures/model.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { returnMethods } from '../model/collection.ts'
import type { DossierView, StoredFile } from '../queries/dossier-view.ts'
import { Digitisation } from './digitise-dialog.tsx'
import { Fact } from './dossier-header.tsx'

/** A part of the dossier's page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

/** `canOpen`: whether the server lets this reader open files and papers; otherwise they are only named. */
export interface PartProps {
  dossier: DossierView
  canOpen: boolean
}

export function Files({ files, canOpen }: { files: readonly StoredFile[]; canOpen: boolean }) {
  if (!canOpen) return files.map((file) => file.name).join(', ')
  return files.map((file) => (
    <Anchor key={file.id} href={`/api/v1/files/${file.id}`} target="_blank" size="sm" display="block">
      {file.name}
    </Anchor>
  ))
}

type Component = DossierView['components'][number]

const kindNames: Readonly<Record<string, string>> = {
  ...COMPONENT_KIND_NAMES,
  other: 'Công dân nộp thêm',
  supplement: 'Nộp bổ sung',
}

const componentColumns = ({ dossier, canOpen }: PartProps): readonly Column<Component>[] => [
  {
    header: 'Giấy tờ',
    isPlain: true,
    isWide: true,
    cell: (component) => (
      <>
        <Text span size="sm" fw={600}>
          {component.name}
        </Text>
        <Text size="sm" c="gray.7">
          {kindNames[component.kind] ?? component.kind}
          {component.required ? '' : ' · nếu có'}
        </Text>
      </>
    ),
  },
  {
    header: 'Đã nộp',
    cell: (component) => (
      <Text span size="sm">
        {handedIn(component)}
      </Text>
    ),
  },
  {
    header: 'Tệp',
    cell: (component) =>
      component.files.length > 0 ? <Files files={component.files} canOpen={canOpen} /> : null,
  },
  {
    header: 'Số hóa',
    cell: (component) => <Digitisation dossier={dossier} component={component} />,
  },
]

function handedIn({ provided, originals, copies, note, reuse }: Component): string {
  if (!provided) return 'Không nộp'
  if (reuse !== null) return `Không phải nộp, đã có: ${note}`
  const counts = [originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : '']
  return [counts.filter(Boolean).join(', ') || 'Có', note].filter(Boolean).join(' · ')
}

export function Components({ dossier, canOpen }: PartProps) {
  const supplements = dossier.otherFiles.filter((file) => file.purpose === 'supplement')
  return (
    <Section title="Thành phần hồ sơ">
      {dossier.components.length > 0 ? (
        <DataList
          label="Thành phần hồ sơ"
          columns={componentColumns({ dossier, canOpen })}
          rows={dossier.components}
          rowKey={(each) => String(each.ordinal)}
        />
      ) : (
        <Text size="sm">Thủ tục này không yêu cầu giấy tờ.</Text>
      )}
      {supplements.length > 0 ? (
        <Fact label="Tệp nộp bổ sung">
          <Files files={supplements} canOpen={canOpen} />
        </Fact>
      ) : null}
    </Section>
  )
}

/** Who took it in, receives it and decides: one line where the office does all three. */
function Agencies({ agencies }: { agencies: DossierView['agencies'] }) {
  if (!agencies) return null
  const { handedIn, receiving, deciding } = agencies
  if (new Set([handedIn.name, receiving.name, deciding.name]).size === 1) {
    return <Fact label="Cơ quan tiếp nhận và giải quyết">{handedIn.name}</Fact>
  }
  return (
    <>
      <Fact label="Nơi nộp hồ sơ">{handedIn.name}</Fact>
      <Fact label="Cơ quan tiếp nhận chính thức">{receiving.name}</Fact>
      <Fact label="Cơ quan quyết định">{deciding.name}</Fact>
    </>
  )
}

export function Applicant({ dossier }: { dossier: DossierView }) {
  const { applicant, submitter } = dossier
  const sex = applicant.sex === null ? '' : applicant.sex === 'male' ? 'Nam' : 'Nữ'
  const birth = applicant.birthDate ? `sinh ngày ${formatDate(applicant.birthDate)}` : ''
  return (
    <Section title="Người nộp hồ sơ">
      <Stack gap="xs">
        <Fact label="Họ tên, tổ chức">{[applicant.name, sex, birth].filter(Boolean).join(', ')}</Fact>
        {applicant.personalId ? <Fact label="Số định danh, mã số">{applicant.personalId}</Fact> : null}
        {applicant.address ? <Fact label="Địa chỉ">{applicant.address}</Fact> : null}
        {applicant.phone || applicant.email ? (
          <Fact label="Liên hệ">{[applicant.phone, applicant.email].filter(Boolean).join(' · ')}</Fact>
        ) : null}
        {submitter ? (
          <Fact label="Người nộp thay">
            {[submitter.name, submitter.personalId, submitter.phone].filter(Boolean).join(' · ')}
          </Fact>
        ) : null}
        {dossier.content ? <Fact label="Nội dung yêu cầu">{dossier.content}</Fact> : null}
        <Agencies agencies={dossier.agencies} />
        <Fact label="Số bộ hồ sơ">{dossier.setCount}</Fact>
        <Fact label="Nhận kết quả">
          {[returnMethods[dossier.returnMethod], dossier.returnAddress, dossier.returnPlace]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
        {applicant.personalId ? (
          <Anchor
            size="sm"
            href={`/kho-giay-to?${new URLSearchParams({ so: applicant.personalId, 'ho-so': dossier.code ?? '' })}`}
          >
            Kho giấy tờ của người này
          </Anchor>
        ) : null}
      </Stack>
    </Section>
  )
}
