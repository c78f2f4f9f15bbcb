/** A document as the samples of QCVN 102 show one, written by hand and not by our writer. */
export const writtenDocument = `<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
    <edXML:edXMLHeader>
      <edXML:MessageHeader>
        <edXML:From>
          <edXML:OrganId>H99.01.05</edXML:OrganId>
          <edXML:OrganizationInCharge>UBND tỉnh Mẫu</edXML:OrganizationInCharge>
          <edXML:OrganName>UBND xã Ví Dụ</edXML:OrganName>
          <edXML:OrganAdd>Thôn 1, xã Ví Dụ</edXML:OrganAdd>
          <edXML:Email>vidu@mau.gov.vn</edXML:Email>
          <edXML:Telephone>0200000000</edXML:Telephone>
          <edXML:Fax/>
          <edXML:Website>vidu.mau.gov.vn</edXML:Website>
        </edXML:From>
        <edXML:To>
          <edXML:OrganId>H99.02</edXML:OrganId>
          <edXML:OrganizationInCharge>UBND tỉnh Mẫu</edXML:OrganizationInCharge>
          <edXML:OrganName>Sở Tư pháp</edXML:OrganName>
          <edXML:OrganAdd/><edXML:Email/><edXML:Telephone/><edXML:Fax/><edXML:Website/>
        </edXML:To>
        <edXML:DocumentId>H99.01.05,2026/11/23,12/UBND-VP</edXML:DocumentId>
        <edXML:Code>
          <edXML:CodeNumber>12</edXML:CodeNumber>
          <edXML:CodeNotation>UBND-VP</edXML:CodeNotation>
        </edXML:Code>
        <edXML:PromulgationInfo>
          <edXML:Place>Xã Ví Dụ</edXML:Place>
          <edXML:PromulgationDate>2026/11/23</edXML:PromulgationDate>
        </edXML:PromulgationInfo>
        <edXML:DocumentType>
          <edXML:Type>2</edXML:Type>
          <edXML:TypeDetail>18</edXML:TypeDetail>
          <edXML:TypeName>Công văn</edXML:TypeName>
        </edXML:DocumentType>
        <edXML:Subject>V/v phối hợp rà soát</edXML:Subject>
        <edXML:Content>Tóm tắt nội dung</edXML:Content>
        <edXML:SignerInfo>
          <edXML:Competence>KT. CHỦ TỊCH</edXML:Competence>
          <edXML:Position>PHÓ CHỦ TỊCH</edXML:Position>
          <edXML:FullName>Nguyễn Văn Mẫu</edXML:FullName>
        </edXML:SignerInfo>
        <edXML:DueDate>2026/12/05</edXML:DueDate>
        <edXML:ToPlaces><edXML:Place>Như trên</edXML:Place><edXML:Place>Lưu: VT</edXML:Place></edXML:ToPlaces>
        <edXML:OtherInfo>
          <edXML:Priority>0</edXML:Priority>
          <edXML:SphereOfPromulgation/>
          <edXML:TyperNotation/>
          <edXML:PromulgationAmount>1</edXML:PromulgationAmount>
          <edXML:PageAmount>2</edXML:PageAmount>
          <edXML:Appendixes><edXML:Appendix>Danh sách kèm theo</edXML:Appendix></edXML:Appendixes>
        </edXML:OtherInfo>
        <edXML:ResponseFor>
          <edXML:OrganId>H99.02</edXML:OrganId>
          <edXML:Code>345/STP-HC</edXML:Code>
          <edXML:PromulgationDate>2026/11/10</edXML:PromulgationDate>
          <edXML:DocumentId>H99.02,2026/11/10,345/STP-HC</edXML:DocumentId>
        </edXML:ResponseFor>
        <edXML:SteeringType>1</edXML:SteeringType>
      </edXML:MessageHeader>
      <edXML:TraceHeaderList>
        <edXML:TraceHeader>
          <edXML:OrganId>H99.01.05</edXML:OrganId>
          <edXML:Timestamp>2026/11/23 09:15:30</edXML:Timestamp>
        </edXML:TraceHeader>
        <edXML:Bussiness>
          <edXML:BussinessDocType>0</edXML:BussinessDocType>
          <edXML:BussinessDocReason/>
          <edXML:Paper>0</edXML:Paper>
          <edXML:StaffInfo>
            <edXML:Department>Văn phòng</edXML:Department>
            <edXML:Staff>Trần Thị Mẫu</edXML:Staff>
            <edXML:Mobile>0900000000</edXML:Mobile>
            <edXML:Email>vanthu@mau.gov.vn</edXML:Email>
          </edXML:StaffInfo>
        </edXML:Bussiness>
      </edXML:TraceHeaderList>
    </edXML:edXMLHeader>
    <edXML:edXMLBody>
      <edXML:edXMLManifest version="1.0">
        <edXML:Reference>
          <edXML:ContentId>cid:7f0c0001</edXML:ContentId>
          <edXML:ContentType>application/pdf</edXML:ContentType>
          <edXML:AttachmentName>12-ubnd-vp.pdf</edXML:AttachmentName>
          <edXML:Description>Văn bản chính</edXML:Description>
        </edXML:Reference>
      </edXML:edXMLManifest>
    </edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded>
    <Attachment>
      <ContentId>cid:7f0c0001</ContentId>
      <AttachmentName>12-ubnd-vp.pdf</AttachmentName>
      <Description>Văn bản chính</Description>
      <ContentType>application/pdf</ContentType>
      <edXML:ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">JVBERi0xLjQKJSVFT0YK</edXML:ContentTransferEncoded>
    </Attachment>
  </AttachmentEncoded>
</edXML>
`

/** The status of it, likewise. */
export const writtenStatus = `<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
    <edXML:edXMLHeader>
      <edXML:MessageStatus>
        <edXML:ResponseFor>
          <edXML:OrganId>H99.02</edXML:OrganId>
          <edXML:Code>345/STP-HC</edXML:Code>
          <edXML:PromulgationDate>2026/11/10</edXML:PromulgationDate>
          <edXML:DocumentId>H99.02,2026/11/10,345/STP-HC</edXML:DocumentId>
        </edXML:ResponseFor>
        <edXML:From><edXML:OrganId>H99.01.05</edXML:OrganId><edXML:OrganizationInCharge>UBND tỉnh Mẫu</edXML:OrganizationInCharge><edXML:OrganName>UBND xã Ví Dụ</edXML:OrganName><edXML:OrganAdd>Thôn 1, xã Ví Dụ</edXML:OrganAdd><edXML:Email>vidu@mau.gov.vn</edXML:Email><edXML:Telephone>0200000000</edXML:Telephone><edXML:Fax/><edXML:Website>vidu.mau.gov.vn</edXML:Website></edXML:From>
        <edXML:StatusCode>03</edXML:StatusCode>
        <edXML:Description>Văn thư - Văn phòng: đã tiếp nhận, số đến 128</edXML:Description>
        <edXML:Timestamp>2026/11/23 09:20:00</edXML:Timestamp>
        <edXML:StaffInfo><edXML:Department>Văn phòng</edXML:Department><edXML:Staff>Trần Thị Mẫu</edXML:Staff><edXML:Mobile/><edXML:Email/></edXML:StaffInfo>
      </edXML:MessageStatus>
    </edXML:edXMLHeader>
  </edXML:edXMLEnvelope>
</edXML>
`
