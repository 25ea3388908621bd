# Seed 000 §3.2, "Package Download & Recovery Protocol" (its SelfHealingDataArchitecture).
# Changed lines: 1
# - `requests.get(url, stream=True)`: the chunks are the parts of a package made here

import pathlib
import zipfile

import pysemverx
from self_healing_data_architecture import SelfHealingDataArchitecture

sha = SelfHealingDataArchitecture(encoding_matrix=[[0, 1], [1, 0]])

pathlib.Path("raw").write_bytes(bytes(range(256)) * 400)
pysemverx.pack("raw", "raw.zip", codec="stored")
archive = zipfile.ZipFile("raw.zip")
chunks = [archive.read(name) for name in archive.namelist() if ".part." in name]
assert len(chunks) > 20

for chunk in chunks:
    data_structure = sha.process_data_model_encoding(chunk)
    assert data_structure.recovery_capability >= 0.954

chunk = chunks[0]
corrupted_chunk = chunk[:300] + bytes(b ^ 0xFF for b in chunk[300:332]) + chunk[332:]
assert sha.process_data_model_encoding(corrupted_chunk).recovery_capability < 1
recovery_result = sha.detect_and_recover_corruption(corrupted_chunk)
assert recovery_result.recovered_program_reference == chunk

assert sha.process_data_model_encoding(bytes(5504)).recovery_capability == 0
beyond = bytes(b ^ 0xFF for b in chunk[:200]) + chunk[200:]
try:
    sha.detect_and_recover_corruption(beyond)
except pysemverx.DiramError:
    pass
else:
    raise AssertionError("200 wrong bytes are beyond a part's own code")
