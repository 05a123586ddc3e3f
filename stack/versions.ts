/**
 * Everything the local stack brings, pinned, in one place. To move a version: change it here, run `npm test`, and for the
 * Python side make `requirements.lock.txt` again with the command in its first lines.
 */
export const versions = {
  elasticsearch: {
    version: '9.5.0',
    /** The distribution that Elastic publishes to Maven Central for integration tests: the real server, few modules. */
    mavenArtifact: 'org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.5.0:zip',
    mavenPath: 'org/elasticsearch/distribution/integ-test-zip/elasticsearch/9.5.0/elasticsearch-9.5.0.zip',
    sha512:
      'c06bd4ef7691da91052cada7bb255b2d7c48a1422820a8db0e3e3a1ed0dde4e8d380cdbadeb7029cc56167b9ad3a6d89f6b8edbc48d4b8685d1ab24a7ab17dd5',
    image: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.0',
    /** Lowest Java release that boots it. */
    javaRelease: 21,
  },
  mavenDependencyPlugin: 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1',
  mavenCentral: 'https://repo1.maven.org/maven2',
  ministack: {
    version: '1.4.21',
    /** Lowest Python that it runs on. */
    python: [3, 10],
  },
} as const;
