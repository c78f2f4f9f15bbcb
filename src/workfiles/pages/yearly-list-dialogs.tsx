import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { ReasonBox } from './reason-box.tsx'
import type { Asked } from './yearly-list.tsx'

interface Shared {
  year: number
  /** What is added to an issued list needs a reason. */
  isIssued: boolean
  onClose(): void
}

type ErrorAt = (field: string) => string | undefined

function AddedReason({ isIssued, errorAt }: { isIssued: boolean; errorAt: ErrorAt }) {
  return isIssued ? <ReasonBox label="Lý do bổ sung" error={errorAt('reason')} /> : null
}

export function StartDialog({ years, today, onClose }: Shared & { years: number[]; today: string }) {
  const thisYear = Number(today.slice(0, 4))
  const [year, setYear] = useState<number | string>(years.includes(thisYear) ? thisYear + 1 : thisYear)
  return (
    <InternalDialog
      title="Lập Danh mục hồ sơ"
      intro="Lập đầu năm; lấy theo Danh mục năm trước rồi sửa cho hợp."
      submitLabel="Lập Danh mục"
      work="lap"
      fields={['year', 'copyFrom']}
      input={(form) => ({ year: Number(year), copyFrom: Number(textIn(form, 'copyFrom')) || null })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NumberInput
            label="Năm"
            value={year}
            onChange={setYear}
            thousandSeparator=""
            error={errorAt('year')}
            required
            data-autofocus
          />
          <NativeSelect
            name="copyFrom"
            label="Lấy theo"
            error={errorAt('copyFrom')}
            data={[
              ...years.map((each) => ({ value: String(each), label: `Danh mục năm ${each}` })),
              { value: '', label: 'Danh mục trống' },
            ]}
          />
        </>
      )}
    </InternalDialog>
  )
}

export function ApproveDialog({ year, revision, onClose }: Shared & { revision: number }) {
  return (
    <InternalDialog
      title={`Ban hành Danh mục hồ sơ năm ${year}`}
      intro="Từ ngày hiệu lực, cán bộ mở hồ sơ theo Danh mục. Sau khi ban hành chỉ bổ sung, không sửa, không bỏ."
      submitLabel="Ban hành"
      work="ban-hanh"
      fields={['validFrom', 'decision']}
      input={(form) => ({
        year,
        revision,
        validFrom: textIn(form, 'validFrom'),
        decision: textIn(form, 'decision'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            type="date"
            name="validFrom"
            label="Ngày hiệu lực"
            defaultValue={`${year}-01-01`}
            error={errorAt('validFrom')}
            required
          />
          <TextInput
            name="decision"
            label="Quyết định ban hành"
            description="Số, ngày của quyết định, có thể để trống"
            error={errorAt('decision')}
            maxLength={200}
            autoComplete="off"
            data-autofocus
          />
        </>
      )}
    </InternalDialog>
  )
}

export function HeadingDialog({ year, isIssued, parentId, onClose }: Shared & { parentId: string | null }) {
  return (
    <InternalDialog
      title={parentId === null ? 'Thêm đề mục lớn' : 'Thêm đề mục nhỏ'}
      intro={
        parentId === null
          ? 'Đề mục lớn theo tổ chức hoặc lĩnh vực; chữ viết tắt nằm trong số, ký hiệu hồ sơ.'
          : 'Đề mục nhỏ nằm dưới đề mục lớn, đánh số Ả Rập.'
      }
      submitLabel="Thêm đề mục"
      work="them-de-muc"
      fields={['title', 'abbreviation', 'reason']}
      input={(form) => ({
        year,
        parentId,
        title: textIn(form, 'title'),
        abbreviation: textIn(form, 'abbreviation'),
        reason: textIn(form, 'reason'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="title"
            label="Tên đề mục"
            error={errorAt('title')}
            maxLength={500}
            autoComplete="off"
            required
            data-autofocus
          />
          {parentId === null ? (
            <TextInput
              name="abbreviation"
              label="Chữ viết tắt"
              description="Ví dụ TCCB"
              error={errorAt('abbreviation')}
              maxLength={12}
              autoComplete="off"
              required
            />
          ) : null}
          <AddedReason isIssued={isIssued} errorAt={errorAt} />
        </>
      )}
    </InternalDialog>
  )
}

interface EntryProps extends Shared {
  asked: Extract<Asked, { what: 'entry' }>
  periods: readonly { code: string; name: string }[]
  members: readonly { id: string; name: string; post: string }[]
}

export function EntryDialog({ year, isIssued, asked, periods, members, onClose }: EntryProps) {
  const { heading, entry } = asked
  return (
    <InternalDialog
      title={entry ? `Sửa hồ sơ ${entry.symbol}` : 'Thêm hồ sơ vào Danh mục'}
      intro={`Đề mục: ${heading.title}. Số, ký hiệu do phần mềm cấp.`}
      submitLabel={entry ? 'Lưu' : 'Thêm hồ sơ'}
      work={entry ? 'sua-ho-so' : 'them-ho-so'}
      fields={['title', 'retentionCode', 'keeperId', 'note', 'reason']}
      input={(form) => ({
        year,
        ...(entry ? { id: entry.id } : { headingId: heading.id, reason: textIn(form, 'reason') }),
        title: textIn(form, 'title'),
        retentionCode: textIn(form, 'retentionCode'),
        keeperId: textIn(form, 'keeperId') || null,
        note: textIn(form, 'note'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="title"
            label="Tiêu đề hồ sơ"
            defaultValue={entry?.title ?? ''}
            error={errorAt('title')}
            maxLength={500}
            autoComplete="off"
            required
            data-autofocus
          />
          <NativeSelect
            name="retentionCode"
            label="Thời hạn bảo quản"
            defaultValue={entry?.retentionCode ?? '10'}
            error={errorAt('retentionCode')}
            data={periods.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <NativeSelect
            name="keeperId"
            label="Người lập hồ sơ"
            defaultValue={entry?.keeperId ?? ''}
            error={errorAt('keeperId')}
            data={[
              { value: '', label: 'Phân công sau' },
              ...members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
            ]}
          />
          <TextInput
            name="note"
            label="Ghi chú"
            defaultValue={entry?.note ?? ''}
            error={errorAt('note')}
            maxLength={300}
            autoComplete="off"
          />
          {entry ? null : <AddedReason isIssued={isIssued} errorAt={errorAt} />}
        </>
      )}
    </InternalDialog>
  )
}

export function RemoveDialog({
  year,
  asked,
  onClose,
}: Shared & { asked: Extract<Asked, { what: 'remove' }> }) {
  return (
    <InternalDialog
      title={asked.of === 'entry' ? `Bỏ hồ sơ ${asked.name}` : `Bỏ đề mục ${asked.name}`}
      intro="Chỉ bỏ được khi Danh mục chưa ban hành."
      submitLabel="Bỏ"
      work="bo"
      danger
      fields={[]}
      input={() => ({ year, id: asked.id, what: asked.of })}
      onClose={onClose}
    />
  )
}
