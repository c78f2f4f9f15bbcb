import { Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { media } from '../model/states.ts'
import { workFileKinds } from '../model/time-limits.ts'
import { ReasonBox } from './reason-box.tsx'
import type { WorkFileDialogProps } from './work-file-actions.tsx'

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** Which file, and on which revision of it the decision was taken. */
export const refOf = ({ id, revision }: WorkFileDialogProps['file']) => ({ id, revision })

/** Photographs, sound, other papers. */
export function AttachDialog({ file, onClose }: WorkFileDialogProps) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <InternalDialog
      title="Thêm ảnh, phim, ghi âm, tệp khác"
      intro="Ảnh, tài liệu không đăng ký văn thư. Tệp chỉ mở được từ hồ sơ này."
      submitLabel="Thêm vào hồ sơ"
      work="them-tep"
      fields={['fileIds', 'title', 'author', 'datedOn']}
      input={(form) => ({
        workFileId: file.id,
        fileIds: files.map(({ id }) => id),
        title: textIn(form, 'title'),
        author: textIn(form, 'author'),
        datedOn: textIn(form, 'datedOn'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <UploadField
            label="Tệp"
            description="Ảnh, PDF, Word, Excel, phim MP4, ghi âm MP3, M4A, WAV; mỗi tệp tối đa 50 MB"
            files={files}
            multiple
            address="/work-file-uploads"
            error={errorAt('fileIds')}
            onChange={setFiles}
          />
          <TextInput
            name="title"
            label="Nội dung tài liệu"
            error={errorAt('title')}
            maxLength={500}
            autoComplete="off"
            required
            data-autofocus
          />
          <TextInput
            name="author"
            label="Tác giả"
            error={errorAt('author')}
            maxLength={200}
            autoComplete="off"
          />
          <TextInput
            type="date"
            name="datedOn"
            label="Ngày của tài liệu"
            defaultValue={file.today}
            error={errorAt('datedOn')}
            required
          />
        </>
      )}
    </InternalDialog>
  )
}

export function ChangeDialog({ file, periods, onClose }: WorkFileDialogProps) {
  return (
    <InternalDialog
      title="Sửa thông tin hồ sơ"
      intro={file.fromList ? 'Số, ký hiệu theo Danh mục hồ sơ nên giữ nguyên.' : 'Hồ sơ mở ngoài Danh mục.'}
      submitLabel="Lưu thông tin"
      work="sua"
      fields={['symbol', 'title', 'retentionCode', 'startedOn', 'language', 'note']}
      input={(form) => ({
        ...refOf(file),
        symbol: textIn(form, 'symbol'),
        title: textIn(form, 'title'),
        retentionCode: textIn(form, 'retentionCode') || null,
        kind: textIn(form, 'kind'),
        medium: textIn(form, 'medium'),
        restricted: form.get('restricted') === 'on',
        language: textIn(form, 'language'),
        note: textIn(form, 'note'),
        startedOn: textIn(form, 'startedOn'),
      })}
      onClose={onClose}
    >
      {(errorAt) => <DetailBoxes file={file} periods={periods} errorAt={errorAt} />}
    </InternalDialog>
  )
}

type DetailProps = Omit<WorkFileDialogProps, 'onClose'> & { errorAt(field: string): string | undefined }

function DetailBoxes({ file, periods, errorAt }: DetailProps) {
  return (
    <>
      <TextInput
        name="symbol"
        label="Số, ký hiệu hồ sơ"
        defaultValue={file.symbol}
        readOnly={file.fromList}
        error={errorAt('symbol')}
        maxLength={20}
        autoComplete="off"
        required
      />
      <TextInput
        name="title"
        label="Tiêu đề hồ sơ"
        defaultValue={file.title}
        error={errorAt('title')}
        maxLength={500}
        autoComplete="off"
        required
      />
      <NativeSelect
        name="retentionCode"
        label="Thời hạn bảo quản"
        defaultValue={file.retentionCode ?? ''}
        error={errorAt('retentionCode')}
        data={[
          { value: '', label: 'Chưa xác định' },
          ...periods.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <TextInput
        type="date"
        name="startedOn"
        label="Ngày bắt đầu"
        defaultValue={file.startedOn}
        error={errorAt('startedOn')}
        required
      />
      <NativeSelect name="kind" label="Loại hồ sơ" defaultValue={file.kind} data={optionsOf(workFileKinds)} />
      <NativeSelect name="medium" label="Dạng hồ sơ" defaultValue={file.medium} data={optionsOf(media)} />
      <TextInput
        name="language"
        label="Ngôn ngữ"
        defaultValue={file.language}
        error={errorAt('language')}
        maxLength={50}
        autoComplete="off"
      />
      <Checkbox name="restricted" label="Chế độ sử dụng hạn chế" defaultChecked={file.restricted} />
      <Textarea
        name="note"
        label="Ghi chú"
        defaultValue={file.note}
        error={errorAt('note')}
        autosize
        minRows={2}
      />
    </>
  )
}

export function CloseDialog({ file, onClose }: WorkFileDialogProps) {
  const [sheets, setSheets] = useState<number | string>('')
  const isPaper = file.medium !== 'electronic'
  return (
    <InternalDialog
      title="Kết thúc hồ sơ"
      intro={
        file.lacks.length > 0
          ? `Còn ${file.lacks.length} điểm cần hoàn thiện, liệt kê ở trang hồ sơ.`
          : 'Văn bản trong hồ sơ được xếp theo ngày. Sau khi kết thúc, hồ sơ không thêm bớt được nữa.'
      }
      submitLabel="Kết thúc hồ sơ"
      work="ket-thuc"
      fields={['endedOn', 'sheets', 'closingWords']}
      input={(form) => ({
        ...refOf(file),
        endedOn: textIn(form, 'endedOn'),
        sheets: sheets === '' ? null : Number(sheets),
        closingWords: textIn(form, 'closingWords'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            type="date"
            name="endedOn"
            label={file.kind === 'construction' ? 'Ngày duyệt quyết toán' : 'Ngày kết thúc công việc'}
            defaultValue={file.today}
            error={errorAt('endedOn')}
            required
          />
          {isPaper ? (
            <>
              <NumberInput
                label="Tổng số tờ"
                value={sheets}
                onChange={setSheets}
                min={0}
                error={errorAt('sheets')}
              />
              <Textarea
                name="closingWords"
                label="Chứng từ kết thúc"
                description="Số tờ, tình trạng hồ sơ, người kiểm tra"
                error={errorAt('closingWords')}
                autosize
                minRows={2}
                maxLength={1000}
              />
            </>
          ) : null}
        </>
      )}
    </InternalDialog>
  )
}

export function ReopenDialog({ file, onClose }: WorkFileDialogProps) {
  return (
    <InternalDialog
      title="Mở lại hồ sơ"
      intro="Hồ sơ trở lại đang lập; khi kết thúc lại, mọi điểm được kiểm tra lại từ đầu."
      submitLabel="Mở lại hồ sơ"
      work="mo-lai"
      fields={['reason']}
      input={(form) => ({ ...refOf(file), reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => <ReasonBox error={errorAt('reason')} />}
    </InternalDialog>
  )
}

export function FreezeDialog({ file, onClose }: WorkFileDialogProps) {
  const freeze = file.frozenReason === ''
  return (
    <InternalDialog
      title={freeze ? 'Khóa hồ sơ' : 'Mở khóa hồ sơ'}
      intro={
        freeze
          ? 'Hồ sơ khóa không sửa, chuyển, giao nộp hay tiêu hủy được cho đến khi mở khóa.'
          : `Lý do đã khóa: ${file.frozenReason}`
      }
      submitLabel={freeze ? 'Khóa hồ sơ' : 'Mở khóa hồ sơ'}
      work="khoa"
      fields={['reason']}
      input={(form) => ({ ...refOf(file), freeze, reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => <ReasonBox error={errorAt('reason')} />}
    </InternalDialog>
  )
}
