import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { applyXmlEdits } from "../../../../components/nodes/live/xml-edits";

/** As EI 6 ships it, in part. */
const carbonXml = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- Main server configuration -->
<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
    <Name>\${product.name}</Name>
    <!--<HostName>www.wso2.org</HostName>-->
    <HostName>localhost</HostName>
    <Ports>
        <Offset>0</Offset>
    </Ports>
    <Security>
        <KeyStore>
            <Location>\${carbon.home}/repository/resources/security/wso2carbon.jks</Location>
        </KeyStore>
    </Security>
</Server>
`;

const axis2Xml = `<axisconfig name="AxisJava2.0">
    <transportReceiver name="http" class="X"><parameter name="port">8280</parameter></transportReceiver>
    <transportReceiver name="https" class="Y"><parameter locked="false" name="port">8243</parameter></transportReceiver>
</axisconfig>
`;

describe("applyXmlEdits", () => {
  it("sets an element's text under a default namespace, and leaves everything else", () => {
    const edited = applyXmlEdits(carbonXml, [
      { xpath: "/Server/HostName", value: "ei.example" },
      { xpath: "/*[local-name()='Server']/*[local-name()='Ports']/*[local-name()='Offset']", value: "1" },
    ]);
    expect(edited.trim()).toBe(
      carbonXml
        .replace("<HostName>localhost<", "<HostName>ei.example<")
        .replace("<Offset>0<", "<Offset>1<")
        .trim(),
    );
  });

  it("finds by attribute, and sets attributes", () => {
    const edited = applyXmlEdits(axis2Xml, [
      { xpath: "//transportReceiver[@name='https']/parameter[@name='port']", value: "8253" },
      { xpath: "/axisconfig/transportReceiver[@name='http']/@class", value: "Z" },
    ]);
    expect(edited.trim()).toBe(axis2Xml.replace("8243", "8253").replace('class="X"', 'class="Z"').trim());
  });

  it("keeps slashes in a predicate's text", () => {
    const text = '<a><b path="/x/y/z">1</b></a>';
    expect(applyXmlEdits(text, [{ xpath: "/a/b[@path='/x/y/z']", value: "2" }])).toBe(
      '<a><b path="/x/y/z">2</b></a>',
    );
  });

  it("sets any text, so that a parser reads it back", () => {
    const value = fc.string({ unit: "grapheme-ascii" }).filter((text) => !text.includes("\r"));
    fc.assert(
      fc.property(value, (text) => {
        const edited = applyXmlEdits(carbonXml, [{ xpath: "/Server/HostName", value: text }]);
        const read = new DOMParser().parseFromString(edited, "text/xml");
        expect(read.getElementsByTagName("HostName").item(0)?.textContent).toBe(text);
      }),
    );
  });

  it("makes what is missing: behind its comment, else behind its siblings, else last", () => {
    const edited = applyXmlEdits(
      `<Server xmlns="urn:carbon">
    <Version>6</Version>
    <!--HostName>www.wso2.org</HostName-->

    <Ports/>
    <Security>
        <KeyStore>
            <Location>x</Location>
            <!-- Private Key password-->
        </KeyStore>
    </Security>
</Server>`,
      [
        { xpath: "/Server/HostName", value: "ei.example", below: "/Server" },
        { xpath: "/Server/MgtHostName", value: "m", below: "/Server", after: ["Version", "HostName"] },
        {
          xpath: "/Server/Security/KeyStore/Type",
          value: "PKCS12",
          below: "/Server",
          after: ["Location", "Type"],
        },
        { xpath: "/Server/Security/TrustStore/@x", value: "1", below: "/Server" },
      ],
    );
    expect(edited).toBe(`<Server xmlns="urn:carbon">
    <Version>6</Version>
    <!--HostName>www.wso2.org</HostName-->
    <HostName>ei.example</HostName>
    <MgtHostName>m</MgtHostName>

    <Ports/>
    <Security>
        <KeyStore>
            <Location>x</Location>
            <Type>PKCS12</Type>
            <!-- Private Key password-->
        </KeyStore>
        <TrustStore x="1"/>
    </Security>
</Server>`);
  });

  it("makes a parameter with the name that its predicate says, once", () => {
    const below = "/axisconfig/transportReceiver[@name='http']";
    const xpath = `${below}/parameter[@name='keystore']/*[local-name()='KeyStore']/Type`;
    const edited = applyXmlEdits(axis2Xml, [
      { xpath, value: "JKS", below },
      { xpath, value: "PKCS12", below },
    ]);
    expect(edited).toContain(
      '8280</parameter><parameter name="keystore"><KeyStore><Type>PKCS12</Type></KeyStore></parameter></transportReceiver>',
    );
  });

  it("fails when the element below which it belongs is missing", () => {
    const below = "/axisconfig/transportReceiver[@name='wss']";
    expect(() => applyXmlEdits(axis2Xml, [{ xpath: `${below}/parameter`, value: "x", below }])).toThrow(
      `nothing found by ${below}; the file has /axisconfig`,
    );
  });

  it.each([
    ["/Server/Hostname", "nothing found by /Server/Hostname"],
    ["/Server/HostName/@port", "nothing found by /Server/HostName/@port"],
    ["count(/Server)", "nothing found by count(/Server)"],
    ["//comment()", "//comment() finds neither an element nor an attribute"],
  ])("fails for %s", (xpath, message) => {
    expect(() => applyXmlEdits(carbonXml, [{ xpath, value: "x" }])).toThrow(message);
  });

  it("fails for text that is not XML", () => {
    expect(() => applyXmlEdits("[server]\n", [{ xpath: "/Server", value: "x" }])).toThrow();
  });
});
