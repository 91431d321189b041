"""Server certificates: moto takes any text for one, and forgets ids, dates and tags."""

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.iam.exceptions import EntityAlreadyExists, IAMException, DeleteConflictException
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse


class MalformedCertificate(IAMException):
    code = "MalformedCertificate"


class KeyPairMismatch(IAMException):
    code = "KeyPairMismatch"


def _parse(body: str):
    try:
        return x509.load_pem_x509_certificate(body.encode())
    except ValueError as error:
        raise MalformedCertificate("Unable to parse certificate. It must be in PEM format.") from error


def _check(body: str, private_key: str, chain) -> None:
    certificate = _parse(body)
    for part in (chain or "").split("-----END CERTIFICATE-----"):
        if part.strip():
            _parse(f"{part}-----END CERTIFICATE-----\n")
    try:
        key = serialization.load_pem_private_key(private_key.encode(), None)
    except (ValueError, TypeError) as error:
        raise MalformedCertificate("Unable to parse private key. It must be in PEM format.") from error
    if key.public_key() != certificate.public_key():
        raise KeyPairMismatch("Private key does not match the certificate.")


def _metadata(backend, certificate) -> dict:
    ids = [key for key, each in backend.certificates.items() if each is certificate]
    return {
        "ServerCertificateName": certificate.cert_name,
        "Path": certificate.path,
        "Arn": certificate.arn,
        "UploadDate": certificate.kept_upload_date,
        "ServerCertificateId": f"ASCA{ids[0].upper()}",
        "Expiration": _parse(certificate.cert_body).not_valid_after_utc,
    }


def install() -> None:
    _fix_backend()
    _fix_responses()


def _fix_backend() -> None:
    upload = IAMBackend.upload_server_certificate
    delete = IAMBackend.delete_server_certificate

    def upload_server_certificate(self, cert_name, cert_body, private_key, cert_chain=None, path=None):
        _check(cert_body, private_key, cert_chain)
        if any(each.cert_name == cert_name for each in self.certificates.values()):
            raise EntityAlreadyExists(f"The Server Certificate with name {cert_name} already exists.")
        certificate = upload(self, cert_name, cert_body, private_key, cert_chain, path)
        certificate.kept_upload_date = utcnow()
        certificate.kept_tags = {}
        return certificate

    def delete_server_certificate(self, name):
        from moto.elb.models import elb_backends
        from moto.elbv2.models import elbv2_backends

        arns = {each.arn for each in self.certificates.values() if each.cert_name == name}
        for backend in elb_backends[self.account_id].values():
            for balancer in backend.load_balancers.values():
                if any(listener.ssl_certificate_id in arns for listener in balancer.listeners):
                    raise DeleteConflictException(
                        f"Certificate {name} is currently in use by load balancer {balancer.name}"
                    )
        for backend in elbv2_backends[self.account_id].values():
            for balancer in backend.load_balancers.values():
                if any(arns & set(listener.certificates) for listener in balancer.listeners.values()):
                    raise DeleteConflictException(
                        f"Certificate {name} is currently in use by load balancer {balancer.name}"
                    )
        delete(self, name)

    IAMBackend.upload_server_certificate = upload_server_certificate
    IAMBackend.delete_server_certificate = delete_server_certificate


def _fix_responses() -> None:
    upload = IamResponse.upload_server_certificate

    def named(self):
        return self.backend.get_server_certificate(self._get_param("ServerCertificateName"))

    def tags_of(certificate):
        return [{"Key": key, "Value": value} for key, value in certificate.kept_tags.items()]

    def upload_server_certificate(self):
        upload(self)
        certificate = named(self)
        certificate.kept_tags = {tag["Key"]: tag["Value"] for tag in self._get_param("Tags", [])}
        metadata = _metadata(self.backend, certificate)
        return ActionResult({"ServerCertificateMetadata": metadata, "Tags": tags_of(certificate)})

    def get_server_certificate(self):
        certificate = named(self)
        result = {
            "ServerCertificateMetadata": _metadata(self.backend, certificate),
            "CertificateBody": certificate.cert_body,
            "Tags": tags_of(certificate),
        }
        if certificate.cert_chain:
            result["CertificateChain"] = certificate.cert_chain
        return ActionResult({"ServerCertificate": result})

    def list_server_certificates(self):
        certificates = self.backend.list_server_certificates()
        metadata = [_metadata(self.backend, certificate) for certificate in certificates]
        return ActionResult({"ServerCertificateMetadataList": metadata, "IsTruncated": False})

    def tag_server_certificate(self):
        tags = {tag["Key"]: tag["Value"] for tag in self._get_param("Tags", [])}
        named(self).kept_tags.update(tags)
        return EmptyResult()

    def untag_server_certificate(self):
        certificate = named(self)
        for key in self._get_param("TagKeys", []):
            certificate.kept_tags.pop(key, None)
        return EmptyResult()

    def list_server_certificate_tags(self):
        return ActionResult({"Tags": tags_of(named(self)), "IsTruncated": False})

    for method in (
        upload_server_certificate,
        get_server_certificate,
        list_server_certificates,
        tag_server_certificate,
        untag_server_certificate,
        list_server_certificate_tags,
    ):
        setattr(IamResponse, method.__name__, method)
