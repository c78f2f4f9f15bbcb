import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { ActionDialog, type DialogProps, type ErrorAt, linesOf, textOf } from './action-dialog.tsx'
import { CertifiedCounts, certifiedCounts } from './certification/issue-fields.tsx'

type Way = 'file' | 'letter'

export function DraftResultDialog(props: DialogProps) {
  const { result } = props.dossier
  const [way, setWay] = useState<Way>(result?.letter ? 'letter' : 'file')
  const [files, setFiles] = useState<UploadedFile[]>(result?.file ? [result.file] : [])
  return (
    <ActionDialog
      {...props}
      action="draftResult"
      size="xl"
      intro="Dự thảo sửa lại được cho đến khi lãnh đạo duyệt. Lưu xong, xem bản in ở mục Kết quả rồi chuyển bước để trình ký."
      submitLabel="Lưu dự thảo"
      fields={[
        'title',
        'fileId',
        'letter.subject',
        'letter.addressees',
        'letter.body',
        'letter.recipients',
        'letter.typeName',
      ]}
      toInput={(form) => ({
        title: textOf(form, 'title'),
        fileId: way === 'file' ? (files[0]?.id ?? null) : null,
        letter: way === 'letter' ? letterOf(form) : null,
      })}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="title"
            label="Tên kết quả"
            description="Ví dụ: Giấy xác nhận tình trạng hôn nhân."
            defaultValue={result?.title ?? ''}
            error={errorAt('title')}
            required
            maxLength={300}
            data-autofocus
          />
          <SegmentedControl
            aria-label="Cách làm kết quả"
            value={way}
            onChange={(value) => setWay(value === 'letter' ? 'letter' : 'file')}
            data={[
              { value: 'file', label: 'Tải tệp lên' },
              { value: 'letter', label: 'Soạn văn bản' },
            ]}
          />
          <div hidden={way !== 'file'}>
            <UploadField
              label="Tệp kết quả"
              description="Tệp PDF, tối đa 50 MB: đây là bản điện tử công dân tải về."
              files={files}
              onChange={setFiles}
              error={errorAt('fileId')}
            />
          </div>
          <div hidden={way !== 'letter'}>
            <LetterFields letter={result?.letter ?? null} errorAt={errorAt} />
          </div>
        </>
      )}
    </ActionDialog>
  )
}

type Letter = NonNullable<NonNullable<DialogProps['dossier']['result']>['letter']>

function LetterFields({ letter, errorAt }: { letter: Letter | null; errorAt: ErrorAt }) {
  return (
    <>
      <TextInput
        name="typeName"
        label="Loại văn bản"
        description="Ví dụ: Thông báo. Để trống nếu là công văn."
        defaultValue={letter?.typeName}
        error={errorAt('letter.typeName')}
        maxLength={100}
      />
      <TextInput
        name="subject"
        label="Trích yếu"
        mt="sm"
        required
        defaultValue={letter?.subject}
        error={errorAt('letter.subject')}
        maxLength={500}
      />
      <Textarea
        name="addressees"
        label="Kính gửi"
        description="Mỗi dòng một nơi nhận."
        mt="sm"
        required
        autosize
        minRows={1}
        defaultValue={letter?.addressees.join('\n')}
        error={errorAt('letter.addressees')}
      />
      <Textarea
        name="body"
        label="Nội dung"
        description="Mỗi dòng một đoạn."
        mt="sm"
        required
        autosize
        minRows={6}
        defaultValue={letter?.body.join('\n')}
        error={errorAt('letter.body')}
      />
      <Textarea
        name="recipients"
        label="Nơi nhận"
        description="Mỗi dòng một nơi, ví dụ: Như trên; Lưu: VT."
        mt="sm"
        autosize
        minRows={2}
        defaultValue={letter?.recipients.join('\n')}
        error={errorAt('letter.recipients')}
      />
    </>
  )
}

function letterOf(form: FormData) {
  return {
    typeName: textOf(form, 'typeName'),
    subject: textOf(form, 'subject'),
    addressees: linesOf(form, 'addressees'),
    body: linesOf(form, 'body'),
    recipients: linesOf(form, 'recipients'),
  }
}

export function ApproveDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="approve"
      intro={`Bạn duyệt “${props.dossier.result?.title ?? ''}”. Hồ sơ sẽ chuyển văn thư cấp số, phát hành. Việc duyệt này chưa phải là ký số.`}
      submitLabel="Duyệt"
      fields={['note']}
      toInput={(form) => ({ note: textOf(form, 'note') })}
    >
      {(errorAt) => (
        <Textarea
          name="note"
          label="Ghi chú"
          error={errorAt('note')}
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
        />
      )}
    </ActionDialog>
  )
}

export function IssueDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="issue"
      intro="Phần mềm cấp số liên tục trong năm, ghi ngày hôm nay, và chuyển hồ sơ về nơi trả kết quả. Số đã cấp không thu lại được."
      submitLabel="Cấp số, phát hành"
      fields={['symbol', 'certified']}
      toInput={(form) => ({ symbol: textOf(form, 'symbol'), ...certifiedCounts(form) })}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="symbol"
            label="Ký hiệu"
            description="Phần sau dấu gạch chéo của số, ví dụ UBND-VP. Để trống thì ghi ký hiệu của đơn vị."
            error={errorAt('symbol')}
            maxLength={40}
            data-autofocus
          />
          <CertifiedCounts dossier={props.dossier} errorAt={errorAt} />
        </>
      )}
    </ActionDialog>
  )
}
