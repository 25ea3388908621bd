def output = new File(basedir, 'target/output.txt').text
assert output == 'intact 1.0\n' : output
assert new File(basedir, 'target/empty/restored/sea.raw').bytes == [7] * 100_000 as byte[]
